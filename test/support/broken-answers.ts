/** Answers that break a rule, and answers that keep it. */
interface BrokenAnswers {
  readonly rule: string;
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}

/** The cases of a blueprint by the meaning of their rule: a case for each entry of `x-rules`. */
interface BlueprintCases {
  readonly blueprint: string;
  /** Rule → what it means to break it. */
  readonly meanings: Readonly<Record<string, string>>;
  readonly cases: readonly BrokenAnswers[];
}

const ports = (master: number, replica: number, sentinel: number) => [
  'network: host',
  `master_port: ${master}`,
  `replica_port: ${replica}`,
  `sentinel_port: ${sentinel}`,
];

export const brokenAnswers: readonly BlueprintCases[] = [
  {
    blueprint: 'redis-cluster',
    meanings: {
      'nodes-few': 'There are too few nodes for three masters with their replicas.',
      'shard-without-spare':
        'A shard stops as soon as one of its nodes is missing, because the replicas that are left are too few.',
      'writes-unconfirmed':
        'A master that is cut off accepts writes that the next master will not have, although there are replicas enough to refuse them.',
    },
    cases: [
      {
        rule: 'nodes-few',
        wrong: ['nodes: 8', 'replicas_per_master: 2', 'min_replicas_to_write: 1'],
        right: ['nodes: 9', 'replicas_per_master: 2', 'min_replicas_to_write: 1'],
      },
      {
        rule: 'shard-without-spare',
        wrong: ['replicas_per_master: 1', 'min_replicas_to_write: 1'],
        right: ['replicas_per_master: 1', 'min_replicas_to_write: 0'],
      },
      {
        rule: 'writes-unconfirmed',
        wrong: ['nodes: 9', 'replicas_per_master: 2', 'min_replicas_to_write: 0'],
        right: ['nodes: 9', 'replicas_per_master: 2', 'min_replicas_to_write: 1'],
      },
    ],
  },
  {
    blueprint: 'redis-sentinel',
    meanings: {
      'quorum-above-sentinels':
        'The quorum is higher than the number of sentinels, so that no failover would ever happen.',
      'quorum-below-majority': 'A minority that is cut off can consider the master down.',
      'sentinels-even': 'An even number of sentinels tolerates no more failures than one fewer.',
      'ports-clash': 'Two roles use the same port on the host network.',
      'replicas-few':
        'One failure stops all writes, because fewer replicas remain than must be connected.',
      'failover-timeout-short': 'A failover would be retried before it can finish.',
    },
    cases: [
      {
        rule: 'quorum-above-sentinels',
        wrong: ['sentinels: 3', 'quorum: 4'],
        right: ['sentinels: 3', 'quorum: 2'],
      },
      {
        rule: 'quorum-below-majority',
        wrong: ['sentinels: 5', 'quorum: 2'],
        right: ['sentinels: 5', 'quorum: 3'],
      },
      { rule: 'sentinels-even', wrong: ['sentinels: 4'], right: ['sentinels: 3'] },
      {
        rule: 'ports-clash',
        wrong: ports(16_379, 16_379, 16_381),
        right: ports(16_379, 16_380, 16_381),
      },
      {
        rule: 'ports-clash',
        wrong: ports(16_379, 16_380, 16_379),
        right: ports(16_379, 16_380, 16_381),
      },
      {
        rule: 'ports-clash',
        wrong: ports(16_379, 16_380, 16_380),
        right: ports(16_379, 16_380, 16_381),
      },
      {
        rule: 'replicas-few',
        wrong: ['replicas: 2', 'min_replicas_to_write: 2'],
        right: ['replicas: 3', 'min_replicas_to_write: 2'],
      },
      {
        rule: 'failover-timeout-short',
        wrong: ['down_after_ms: 5000', 'failover_timeout_ms: 10000'],
        right: ['down_after_ms: 5000', 'failover_timeout_ms: 15000'],
      },
    ],
  },
];
