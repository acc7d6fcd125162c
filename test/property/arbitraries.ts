import fc from 'fast-check';
import type { AnswerValue } from '../../src/model/answers.ts';

/** Texts that break unquoted output. Each must be preserved wherever text is allowed. */
export const hardTexts: readonly string[] = [
  '${HOME}',
  '$',
  '$$',
  '$$$',
  '{{x}}',
  '{{{',
  '{',
  '"',
  "'",
  '\\',
  '\\n',
  '#',
  ' #',
  ': ',
  '- ',
  '-',
  '\n',
  'a\nb\n',
  '\r\n',
  '\t',
  ' a',
  'a ',
  ' ',
  'yes',
  'no',
  'y',
  'N',
  'on',
  'off',
  'true',
  '010',
  '0x1F',
  '1.10',
  '1e3',
  '1_000',
  '12:30',
  '2001-01-01',
  'null',
  '~',
  '',
  '.inf',
  '.NaN',
  '<<',
  '=',
  '*a',
  '&a',
  '!x',
  '|',
  '>',
  '%',
  '@',
  '`',
  ',',
  '[a]',
  '{a: b}',
  '? x',
  '---',
  '...',
  '🎉',
  'é',
  '\u0000',
  '\u0007',
  '\u001B[31m',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\uFFFE',
  '\u200B',
  '\u202E',
  '\uD83D\uDE00',
  'x'.repeat(10_000),
  '# notemplating',
  '{{/*',
  '$${x}',
  '${master_port}',
  '__proto__',
  'constructor',
];

/** Any text without lone surrogates, which UTF-8 cannot encode; often a hard one. */
export const anyText = fc.oneof(
  fc.constantFrom(...hardTexts),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.constantFrom(...hardTexts), { maxLength: 4 })
    .map((parts) => parts.join('').slice(0, 10_000)),
);

const port = fc.integer({ min: 1, max: 65_535 });
const word = fc.stringMatching(/^[A-Za-z0-9_./-]{1,12}$/);
const hosts = fc
  .array(fc.stringMatching(/^[A-Za-z0-9_.:-]{1,12}$/), { maxLength: 3 })
  .map((parts) => parts.join(','));

/** Each answer of the redis-sentinel blueprint, valid by itself. */
const single: Readonly<Record<string, fc.Arbitrary<AnswerValue>>> = {
  image: fc.stringMatching(
    /^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?(:[0-9]{1,4})?\/[a-z0-9]{1,8}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,10})?$/,
  ),
  pull_image: fc.boolean(),
  network: fc.constantFrom('managed', 'host'),
  master_port: port,
  replica_port: port,
  sentinel_port: port,
  replicas: fc.integer({ min: 1, max: 9 }),
  sentinels: fc.integer({ min: 3, max: 9 }),
  quorum: fc.oneof(fc.constant('majority'), fc.integer({ min: 1, max: 9 })),
  redis_password: anyText,
  sentinel_password: anyText,
  down_after_ms: fc.integer({ min: 1000, max: 600_000 }),
  failover_timeout_ms: fc.integer({ min: 3000, max: 3_600_000 }),
  parallel_syncs: fc.integer({ min: 1, max: 9 }),
  min_replicas_to_write: fc.integer({ min: 0, max: 9 }),
  min_replicas_max_lag_s: fc.integer({ min: 1, max: 3600 }),
  appendonly: fc.boolean(),
  maxmemory: fc.stringMatching(/^(0|[1-9][0-9]{0,5}([kKmMgG][bB]?|[bB])?)$/),
  maxmemory_policy: fc.constantFrom('noeviction', 'allkeys-lru', 'volatile-ttl'),
  volume_driver: fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,12}$/),
  host_label: fc
    .array(fc.tuple(word, word), { maxLength: 2 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join(',')),
  redis_hosts: hosts,
  sentinel_hosts: hosts,
  timezone: fc.stringMatching(/^[A-Za-z0-9_+/-]{1,20}$/),
};

/** Consistent answers: fixed ones and defaults. The others are asked. */
export interface SomeAnswers {
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly defaults: Readonly<Record<string, AnswerValue>>;
}

const neverAsked = new Set(['network', 'pull_image']);

function together(values: Record<string, AnswerValue>): boolean {
  const number = (name: string, otherwise: number) =>
    typeof values[name] === 'number' ? values[name] : otherwise;
  const ports = new Set([
    number('master_port', 16_379),
    number('replica_port', 16_380),
    number('sentinel_port', 16_381),
  ]);
  return (
    (values.quorum === undefined ||
      values.quorum === 'majority' ||
      number('quorum', 0) <= number('sentinels', 3)) &&
    number('failover_timeout_ms', 10_000) >= 3 * number('down_after_ms', 2000) &&
    (values.network !== 'host' || ports.size === 3)
  );
}

/** Any valid answers of the redis-sentinel blueprint. */
export const someAnswers: fc.Arbitrary<SomeAnswers> = fc
  .record(
    Object.fromEntries(
      Object.entries(single).map(([name, value]) => [
        name,
        fc.tuple(value, neverAsked.has(name) ? fc.constant(true) : fc.boolean()),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((given) => {
    const answers: Record<string, AnswerValue> = {};
    const defaults: Record<string, AnswerValue> = {};
    for (const [name, pair] of Object.entries(given)) {
      if (pair) (pair[1] ? answers : defaults)[name] = pair[0];
    }
    return { answers, defaults };
  })
  .filter(({ answers, defaults }) => together({ ...answers, ...defaults }));
