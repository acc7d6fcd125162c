import type { Drill } from '../src/cluster/drills/drill.ts';
import { commonInvariants, invariants } from '../src/cluster/drills/invariants.ts';
import { describeBounds } from '../src/cluster/drills/describe-drill.ts';

const places: Readonly<Record<NonNullable<Drill['needs']> | 'process', string>> = {
  process: 'processes',
  namespace: 'separate network namespaces',
  clock: 'processes with a movable clock',
};

function section(drill: Drill): string[] {
  const { id, name, title, bounds, needs, rounds = 1, env, isHarmless } = drill;
  const remarks = [
    `Runtime: ${places[needs ?? 'process']}`,
    ...(rounds > 1 ? [`${rounds} rounds on one cluster`] : []),
    ...(env === undefined || 'redis_password' in env
      ? []
      : [
          `with ${Object.entries(env)
            .map(([key, value]) => `\`${key}=${value}\``)
            .join(', ')}`,
        ]),
    ...(isHarmless === true ? ['harmless: can run on a live cluster'] : []),
  ];
  return [
    '',
    `### ${id} ${name}`,
    '',
    `${title}.`,
    '',
    ...drill.invariants.map((each) => `- ${invariants[each].sentence}`),
    `- Bounds: ${describeBounds(bounds)}.`,
    `- ${remarks.join('; ')}.`,
  ];
}

/** The drills of a Redis Cluster, and what is different there. */
const ofShards = (drills: readonly Drill[]) => [
  '## Redis Cluster',
  '',
  '`cluster drill --all --kind cluster` runs these, on three shards of a master and a replica. The probe, ioredis',
  '(`Cluster`, with the options that `cluster up` prints) and the writer that ignores redirections write to one',
  'shard, whose nodes are meant by *the master* and *the replica*; another writer writes to each other shard. The',
  'watch tries to write to every master, in a slot of the shard: no two may accept it. Lost writes are counted on',
  'the last master of each shard, and every replica must have what its master has.',
  '',
  'What must hold after every drill:',
  '',
  ...commonInvariants.cluster.map((sentence) => `- ${sentence}`),
  '',
  'The reasons of the bounds:',
  '',
  '- A master counts as failed when a majority of the masters has no answer within the node timeout. They ask at',
  '  least every half of it, and a replica waits up to a second before it asks for votes: so a failover takes up to',
  '  1.5 × `node_timeout_ms` + 2 s. From the failure to the promotion, all shards reject commands, because',
  '  `require_full_coverage` is yes.',
  '- Replication is asynchronous. A write can be acknowledged and lost with its master, if it ends before the replica',
  '  has the write. A killed process has sent it (39, 44: 0 lost). A master that is cut off acknowledges writes for up',
  '  to the node timeout, and those are lost (45). `WAIT 1 TIMEOUT` after a write, or `min_replicas_to_write` of 1 with',
  '  two replicas for each master, narrows this; neither removes it.',
  '- Without a majority of the masters there is no failover (42): the nodes wait until one is back, and no replica is',
  '  promoted by force.',
  '- A node that lost its disk is a new node. The others forget the old one within about a minute (44).',
  ...drills.flatMap(section),
];

/** Renders docs/drills.md: every drill with its invariants and bounds, those of a Redis Cluster last. */
export function renderDrillPage(drills: readonly Drill[], shards: readonly Drill[]): string {
  const classic = drills.filter(({ isClassic }) => isClassic === true);
  const others = drills.filter(({ isClassic }) => isClassic !== true);
  return `${[
    '# Drills',
    '',
    '`rancher-catalog cluster drill` injects one fault at a time into a cluster of its own and verifies the',
    'recovery. `--list` lists the drills, `--all` runs them, `--report DIR` writes figures and pictures:',
    '`report.html` has everything in one file, with a filter. The last run:',
    '[drill-report.md](drill-report.md). `npm run drills:page` generates this page.',
    '',
    'While a drill runs, three clients write numbers as fast as each is acknowledged: a probe that uses the',
    'protocol directly and asks the sentinels again after every error, ioredis with the options of',
    '[clients.md](clients.md), and one that ignores the sentinels and keeps using the old master. A reader',
    'counts the numbers on a replica, and a watch tries to write to every node that reports that it is master.',
    '',
    'A *write gap* is the longest time without an acknowledged write of the probe, from the first fault to the',
    'end of the drill. It is printed and drawn from the same list of gaps. A gap before the first fault is',
    'noise of the machine: pictures show it in gray, above the gaps of an untouched server that a fourth',
    'client writes to. *Lost writes* are acknowledged writes, of all three writers, that the last master does',
    'not have. *Split-brain time* is the time in which two nodes accepted writes. *Recovery time* is the time',
    'from the last step until every invariant holds.',
    '',
    'Nodes are processes, in separate network namespaces if a drill needs a network. With `--runtime docker`',
    'they are containers of the image of the entry (or of `--image`) on a network of their own. All drills',
    'except 38 can run there; 38 changes clocks, which containers share with their host. Drills that need a',
    'network require root.',
    '',
    'What must hold after every drill:',
    '',
    ...commonInvariants.sentinel.map((sentence) => `- ${sentence}`),
    '',
    'A bound of 50 ms means *no gap*. If the untouched server has gaps itself, the bound is twice the longest',
    'of those, and greater bounds of gaps are raised by as much. The report and the picture state the bound that was',
    'applied.',
    '',
    'Some bounds are weaker than one might expect, for these reasons:',
    '',
    '- A data node that restarts with an append-only file requests a full copy, because Redis 7 stores the',
    '  replication offset in snapshots only. So 3 and 7 allow a full copy; 1, 8 and 16 do not.',
    '- An isolated master rejects writes only after a while, but before another node can be promoted: after',
    '  the shorter of `min_replicas_max_lag_s` and `down_after_ms`. Writes that it acknowledged until then',
    '  are lost (14, 15, 17). Of a gap in its replies, 50 ms count: a server that is blocked does not notice the',
    '  cut, and acknowledges nothing. A client that cannot accept this must `WAIT` for a replica.',
    '- Without a replica, a new master rejects writes until one is back (22, 24): this is the purpose of',
    '  `min_replicas_to_write`.',
    '- The address of a killed container vanishes, so no host refuses a connection: ioredis waits for its',
    '  `connectTimeout` of 500 ms, so with containers its gap can exceed that of the probe by as much (4).',
    '',
    '## The classic four',
    ...classic.flatMap(section),
    '',
    '## The others',
    ...others.flatMap(section),
    '',
    ...ofShards(shards),
  ].join('\n')}\n`;
}
