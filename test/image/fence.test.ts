import { expect, test } from 'vitest';
import { combinations, shellDecisions } from './support/decisions.ts';
import { shell } from './support/shell.ts';
import { silence } from './support/silence.ts';

const rows = combinations({
  required: [0, 1, 100, 101],
  acked: [0, 1, 2],
  expected: [0, 1, 2, 99],
  age: [0, 99, 100],
  unheard: ['-', 'yes'],
  heard: ['yes', 'no', 'none'],
  vouched: ['-', 'yes'],
  replaced: ['-', 'yes'],
});
type Row = (typeof rows)[number];

/** What the fence decides with this min_replicas_to_write in each case, with a limit of a second. */
const decisions = [0, 1].map((needed) => ({
  needed,
  decided: shellDecisions(
    `min_replicas_to_write=${needed}; decide_fence "$1" "$2" "$3" "$4" 100 "$5" "$6" "$7" "$8"; echo "$fenced"`,
    rows.map((row) =>
      [
        row.required,
        row.acked,
        row.expected,
        row.age,
        row.unheard,
        row.heard,
        row.vouched,
        row.replaced,
      ].join(' '),
    ),
  ),
}));

/** The cases that break a law, with the decision. */
const broken = (law: (row: Row, decision: string, needed: number) => boolean) =>
  decisions.flatMap(({ needed, decided }) =>
    rows.flatMap((row, index) =>
      law(row, decided[index] ?? 'none', needed) ? [] : [{ ...row, needed, did: decided[index] }],
    ),
  );

const isOpen = (row: Row) => row.required < 100;
const isSafe = (row: Row, needed: number) =>
  row.acked >= needed && (row.acked >= row.expected || row.heard !== 'no');

test('every case has one decision', () => {
  expect(rows.length * decisions.length).toBeGreaterThan(6000);
  expect(broken((_, what) => /^(open|keep|lost|hold|again|pending)$/.test(what))).toEqual([]);
});

test('a master that was replaced is held, and never opened', () => {
  const isHeld = (row: Row, what: string) =>
    row.replaced !== 'yes' || (isOpen(row) ? what === 'hold' : what === 'pending');
  expect(broken(isHeld)).toEqual([]);
});

test('a held master opens if and only if the sentinels vouch for it and the replicas are there', () => {
  const isRight = (row: Row, what: string, needed: number) =>
    row.required !== 101 ||
    (what === 'open') === (row.vouched === 'yes' && row.replaced !== 'yes' && row.acked >= needed);
  expect(broken(isRight)).toEqual([]);
});

test('a master that lost contact opens if and only if all replicas, or enough and the sentinels, are heard', () => {
  const isRight = (row: Row, what: string, needed: number) =>
    row.required !== 100 || (what === 'open') === (isSafe(row, needed) && row.replaced !== 'yes');
  expect(broken(isRight)).toEqual([]);
});

test('an open master is fenced at the limit, after a second look if a query had no answer', () => {
  const isRight = (row: Row, what: string, needed: number) => {
    if (!isOpen(row) || row.replaced === 'yes') return true;
    if (isSafe(row, needed)) return what === 'keep';
    if (row.unheard === 'yes') return what === 'again';
    return what === (row.age >= 100 ? 'lost' : 'pending');
  };
  expect(broken(isRight)).toEqual([]);
});

/**
 * What a data node without sentinels does after the last contact at 1000, in hundredths of a second: the replies
 * to TIME, CONFIG GET, PUBLISH, WAIT and TIME, and when they were requested and arrived.
 */
const judge = (replies: string, asked: number, now: number, unheard = '') =>
  shell(
    `exchange() { echo "require $1"; }; require() { exchange "$1"; }; data_dir=/nowhere me='h 1' start_timeout_s=60 min_replicas_to_write=1 limit=100
    contact=1000 unheard=${unheard} expected='' required=1 held_at=0 heard_at='' silent_since='' replaced='' rest=0.4
    asked=${asked} now=${now}; judge ${replies}; echo "contact $contact, rest $rest"`,
  ).out;

const open = 'min-replicas-to-write 1';

test.each([
  ['a replica acknowledges', `50 0 ${open} 1 1 50 900`, 1040, 1041, 'contact 1041, rest 0.4\n'],
  ['no replica acknowledges', `50 0 ${open} 1 0 50 300000`, 1040, 1071, 'contact 1000, rest 0.1\n'],
  [
    'none for a second',
    `50 0 ${open} 1 0 50 300000`,
    1080,
    1111,
    'require 100\ncontact 1000, rest 0.1\n',
  ],
  // The time counts although nothing is known of the server: redis-cli was stopped after a second.
  ['no answer', '', 1040, 1140, 'contact 1000, rest 0.1\n'],
  [
    'redis-cli is slow',
    `50 0 ${open} 1 0 50 300000`,
    1020,
    1120,
    'require 100\ncontact 1000, rest 0.1\n',
  ],
  ['the server stalled', `50 0 ${open} 1 0 50 950000`, 1020, 1120, 'contact 1060, rest 0.1\n'],
  ['its clock jumped ahead', `50 0 ${open} 1 0 950 0`, 1040, 1075, 'contact 1000, rest 0.1\n'],
  [
    'its clock jumped back',
    `50 0 ${open} 1 0 20 0`,
    1080,
    1111,
    'require 100\ncontact 1000, rest 0.1\n',
  ],
  ['it is a replica', `50 0 ${open} 0 ERR WAIT cannot 50 0`, 1040, 1041, 'contact , rest 1\n'],
  [
    'it is a replica that was held as master',
    '50 0 min-replicas-to-write 101 0 ERR WAIT cannot 50 0',
    1040,
    1041,
    'require 1\ncontact , rest 1\n',
  ],
  // An error of the server is not the error of a replica.
  ['too many clients', 'ERR max number of clients reached', 1040, 1041, 'contact 1000, rest 0.1\n'],
  ['a long script', 'BUSY Redis is busy running a script', 1040, 1041, 'contact 1000, rest 0.1\n'],
] as const)('%s', (_, replies, asked, now, decided) => {
  expect(judge(replies, asked, now)).toBe(decided);
});

test('after a query without an answer, two queries must find too few replicas', () => {
  const miss = `50 0 ${open} 1 0 50 300000`;
  expect(judge(miss, 1150, 1181, 'yes')).toBe('contact 1000, rest 0.1\n');
  expect(judge(miss, 1190, 1221)).toBe('require 100\ncontact 1000, rest 0.1\n');
});

const alone = { env: { min_replicas_to_write: '0', down_after_ms: '5000' } };

test('a master that requires no replica accepts writes while it hears the sentinels', async () => {
  const { late, words } = await silence(alone);
  expect(late).toBeGreaterThan(20);
  expect(words).not.toContain('refusing');
});

test('a master that hears neither replicas nor sentinels refuses writes, also if it requires no replica', async () => {
  const { late, words } = await silence(
    { env: { ...alone.env, down_after_ms: '2000' } },
    true,
    true,
  );
  expect(late).toBe(0);
  expect(words).toContain('refusing writes');
});
