// Whom a starting data node follows, over all combinations of what nodes and sentinels can report.
import { expect, test } from 'vitest';
import { combinations, startDecisions } from './support/decisions.ts';

const me = '10.0.0.1 6379';
const [second, third] = ['10.0.0.2 6379', '10.0.0.3 6379'];

const sentinel = (last: number, master: string, { epoch = 1, state = 'none' } = {}) =>
  `sentinel 10.0.1.${last} 26379 ${master} ${epoch} 2 2 master ${state} 50`;

/** What the sentinels report; the majority names `named`. */
const voices = {
  silent: { lines: [] },
  idle: { lines: [1, 2, 3].map((last) => `sentinel 10.0.1.${last} 26379 none`) },
  allMe: { lines: [1, 2, 3].map((last) => sentinel(last, me)), named: me },
  oneMe: { lines: [sentinel(1, me)] },
  allSecond: { lines: [1, 2, 3].map((last) => sentinel(last, second)), named: second },
  oneSecond: { lines: [sentinel(1, second)] },
  moved: {
    lines: [sentinel(1, me), sentinel(2, second, { epoch: 2 }), sentinel(3, second, { epoch: 2 })],
    named: second,
  },
  busy: { lines: [sentinel(1, me, { state: 'wait_start' }), sentinel(2, me)], named: me },
  refused: { lines: ['sentinel 10.0.1.1 26379 refused'] },
} as const;

/** What a peer reports: role, link, offset, keys, whom it follows, loading, priority, replicas. */
const peers = {
  silent: undefined,
  linked: `slave up 200 5 ${me} 0 100 0`,
  ahead: `slave down 200 5 ${me} 0 100 0`,
  behind: `slave down 90 5 ${me} 0 100 0`,
  // It reports an offset of 1, and cannot be promoted by Sentinel yet.
  restarted: `slave down 1 5 ${me} 0 0 0`,
  never: `slave down 200 5 ${me} 0 0 0`,
  empty: `slave down 0 0 ${me} 0 0 0`,
  loading: `slave down 200 5 ${me} 1 100 0`,
  master: 'master - 300 5 - - 0 100 1',
  emptyMaster: 'master - 20 0 - - 0 100 0',
} as const;

const rows = combinations({
  role: ['master', 'slave'],
  last: ['', 'master', 'slave'],
  data: ['0 0 unclean', '10 5 unclean', '10 5 clean', '9000000 180000 clean'],
  waited: [0, 3, 12, 59],
  expected: ['yes', 'no'],
  voice: Object.keys(voices) as (keyof typeof voices)[],
  two: Object.keys(peers) as (keyof typeof peers)[],
  three: ['silent', 'ahead', 'behind', 'restarted', 'never', 'master'] as (keyof typeof peers)[],
});
type Row = (typeof rows)[number];

const facts = (row: Row): string =>
  [
    `me ${me}`,
    `role ${row.role}`,
    ...(row.last === '' ? [] : [`last ${row.last} ${me} 100`]),
    `data ${row.data}`,
    `waited ${row.waited}`,
    ...(voices[row.voice].lines.length > 0 ? [`named_for ${row.waited}`] : []),
    'voters 3',
    'reachable 3',
    'rank 1',
    `expected ${row.expected}`,
    ...voices[row.voice].lines,
    `replica ${second}`,
    `replica ${third}`,
    ...[peers[row.two], peers[row.three]].flatMap((reported, index) =>
      reported === undefined ? [] : [`node ${index === 0 ? second : third} ${reported}`],
    ),
  ].join('\n');

const decided = startDecisions(rows.map(facts));
const majority = (row: Row) => ('named' in voices[row.voice] ? voices[row.voice] : undefined);
const named = (row: Row) => (voices[row.voice] as { named?: string }).named;
const isEmpty = (row: Row) => row.data.startsWith('0 ');
const offsetOf = (peer: keyof typeof peers) => Number(peers[peer]?.split(' ')[2] ?? 0);
const kept = (row: Row) => (row.last === '' ? 0 : 100);
const canLead = (row: Row, peer: keyof typeof peers) =>
  ['linked', 'ahead', 'behind'].includes(peer)
    ? offsetOf(peer) >= kept(row) || isEmpty(row)
    : peer === 'restarted' && isEmpty(row);

/** Every row whose decision breaks a law, with the decision. */
const broken = (law: (row: Row, decision: string) => boolean) =>
  rows.flatMap((row, index) => {
    const decision = decided[index] ?? 'none';
    return law(row, decision) ? [] : [`${decision}\n${facts(row)}`];
  });

test('every case has one decision', () => {
  expect(rows.length).toBeGreaterThan(10_000);
  expect(decided).toHaveLength(rows.length);
  expect(broken((_, what) => /^(join|lead|hand-over|wait|fail 69) /.test(what))).toEqual([]);
});

test('a node does not lead while a majority of the sentinels names another, or a peer is master', () => {
  const isOther = (row: Row) =>
    (named(row) ?? me) !== me || [row.two, row.three].includes('master');
  expect(broken((row, what) => !(what.startsWith('lead') && isOther(row)))).toEqual([]);
});

test('a node with data does not join a master without data before it has waited', () => {
  const hasCause = (row: Row, what: string) =>
    !what.startsWith(`join ${second}`) ||
    row.two !== 'emptyMaster' ||
    isEmpty(row) ||
    (named(row) === second && row.waited >= 20);
  expect(broken(hasCause)).toEqual([]);
});

test('only a replica that has all the data is promoted, the most advanced one, and by a majority', () => {
  const isRight = (row: Row, what: string) => {
    if (!what.startsWith('hand-over')) return true;
    const first = what.startsWith(`hand-over ${second}`) ? row.two : row.three;
    const other = first === row.two ? row.three : row.two;
    return (
      majority(row) !== undefined &&
      named(row) === me &&
      canLead(row, first) &&
      (!canLead(row, other) || offsetOf(first) >= offsetOf(other))
    );
  };
  expect(decided.filter((what) => what.startsWith('hand-over')).length).toBeGreaterThan(100);
  expect(broken(isRight)).toEqual([]);
});

test('a node that is empty, crashed, or slow to load does not lead while a replica has all the data', () => {
  const isFine = (row: Row) => row.data === '10 5 clean' || named(row) !== me;
  const has = (row: Row) => canLead(row, row.two) || canLead(row, row.three);
  expect(broken((row, what) => !what.startsWith('lead') || isFine(row) || !has(row))).toEqual([]);
});

test('a node that stopped cleanly leads at once if a majority names it', () => {
  const isPlain = (row: Row) =>
    row.voice === 'allMe' &&
    row.data === '10 5 clean' &&
    row.waited < 59 &&
    ![row.two, row.three].some((peer) => peer === 'master' || peer === 'emptyMaster');
  expect(broken((row, what) => !isPlain(row) || what.startsWith('lead'))).toEqual([]);
});

test('an empty node does not lead before the sentinels had time to answer', () => {
  const isEarly = (row: Row) =>
    row.voice === 'silent' && row.expected === 'yes' && isEmpty(row) && row.waited <= 3;
  expect(broken((row, what) => !isEarly(row) || !what.startsWith('lead'))).toEqual([]);
});

test('a first start is decided by the role when the sentinels monitor nothing', () => {
  const isFirst = (row: Row) =>
    row.voice === 'idle' && row.last === '' && row.two === 'silent' && row.three === 'silent';
  expect(
    broken((row, what) => !isFirst(row) || what.startsWith('lead') === (row.role === 'master')),
  ).toEqual([]);
});

test('what counts is for how long the sentinels have answered, not since the start', () => {
  const lines = [`me ${me}`, 'role master', 'data 0 0 unclean', 'waited 12', `replica ${second}`];
  const late = (seconds: number) =>
    startDecisions([[...lines, `named_for ${seconds}`, ...voices.allMe.lines].join('\n')])[0];
  expect(late(2)).toMatch(/^wait /);
  expect(late(11)).toMatch(/^lead /);
});

test('a node whose address the sentinels do not know yet leads at the new one', () => {
  const [decision] = startDecisions([
    [
      `me 10.0.9.1 6379\nrole master\nlast master ${me} 100\ndata 10 5 clean\nwaited 0\nvoters 3`,
      ...voices.allMe.lines,
    ].join('\n'),
  ]);
  expect(decision).toMatch(/^lead /);
});
