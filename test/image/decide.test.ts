// The smaller decisions of the helpers: an election, departed nodes, whom to follow.
import { expect, test } from 'vitest';
import { combinations } from './support/decisions.ts';
import { shell } from './support/shell.ts';

const epoch = 7;

interface Peer {
  readonly flags: string;
  readonly votedFor: string;
  readonly votedIn: number;
}

const peerOf = {
  forMe: { flags: 'sentinel', votedFor: 'me', votedIn: epoch },
  forOther: { flags: 'sentinel', votedFor: 'other', votedIn: epoch },
  notYet: { flags: 'sentinel', votedFor: 'me', votedIn: epoch - 1 },
  down: { flags: 's_down,sentinel,disconnected', votedFor: '?', votedIn: 0 },
} as const satisfies Readonly<Record<string, Peer>>;
type PeerKind = keyof typeof peerOf;

/** A reply to SENTINEL SENTINELS, as redis-cli prints it. */
const reply = (peers: readonly Peer[]) =>
  peers
    .map(
      ({ flags, votedFor, votedIn }) =>
        `name\\nx\\nflags\\n${flags}\\nvoted-leader\\n${votedFor}\\nvoted-leader-epoch\\n${votedIn}\\n`,
    )
    .join('');

/** Whether the vote can still be won by any sentinel, counted by hand. */
function outcome(kinds: readonly PeerKind[], quorum: number): string {
  const majority = Math.max(quorum, Math.floor((kinds.length + 1) / 2) + 1);
  const count = (kind: PeerKind) => kinds.filter((one) => one === kind).length;
  const mine = 1 + count('forMe');
  if (mine >= majority) return 'elected';
  return Math.max(mine, count('forOther')) + count('notYet') >= majority ? 'wait' : 'hopeless';
}

test.each([2, 4])(
  'an election is hopeless only if a majority, and the quorum of %d, cannot be reached',
  (quorum) => {
    const kinds = Object.keys(peerOf) as PeerKind[];
    const cases = [
      [],
      ...kinds.map((one) => [one]),
      ...combinations({ a: kinds, b: kinds }).map(({ a, b }) => [a, b]),
      ...combinations({ a: kinds, b: kinds, c: kinds, d: kinds }).map(({ a, b, c, d }) => [
        a,
        b,
        c,
        d,
      ]),
    ];
    const text = cases
      .map(
        (peers) =>
          `printf '${reply(peers.map((kind) => peerOf[kind]))}' | election me ${epoch} ${quorum}`,
      )
      .join('\n');
    expect(shell(text).out.trimEnd().split('\n')).toEqual(
      cases.map((peers) => outcome(peers, quorum)),
    );
  },
);

const known = [
  'peer 10.0.1.2 26379 id',
  'replica 10.0.0.2 6379',
  'replica 10.0.0.3 6379',
  'stale 10.0.0.3 6379',
  'stale 10.0.0.2 6379',
  'silent 10.0.1.2 26379 30000',
  'silent 10.0.1.3 26379 30000',
  'silent 10.0.1.4 26379 9000',
];
const departed = (seen: readonly string[], nodes: string, peers = '') =>
  shell(`printf '%s\\n' "$seen" | departed '10.0.0.1 6379' '${nodes}' '${peers}'`, {
    seen: seen.join('\n'),
  })
    .out.trim()
    .split('\n')
    .sort();

test('only nodes that are down and that no name leads to have departed', () => {
  const [nodes, voters] = ['10.0.0.1 6379\n10.0.0.2 6379', '10.0.1.1 26379\n10.0.1.2 26379'];
  expect(departed(known, nodes, voters)).toEqual(['10.0.0.3:6379', '10.0.1.3:26379']);
  const all = ['10.0.0.2 6379\n10.0.0.3 6379', '10.0.1.2 26379\n10.0.1.3 26379'] as const;
  expect(departed(known, ...all)).toEqual(['']);
});

test.each([
  ['follows the master', '10.0.0.1 6379', false],
  ['follows another replica', '10.0.0.2 6379', false],
  ['follows a node that has just started', '10.0.0.4 6379', false],
  ['follows no node of this stack', '10.0.9.1 6379', true],
  ['is a master', '- -', true],
])('a replica that no name leads to and that %s', (_, followed, has) => {
  const seen = [
    'replica 10.0.0.2 6379',
    'replica 10.0.9.9 6379',
    `follows 10.0.9.9 6379 ${followed}`,
  ];
  const nodes = '10.0.0.1 6379\n10.0.0.4 6379';
  expect(departed(seen, nodes)).toEqual([has ? '10.0.9.9:6379' : '']);
  expect(departed(seen, `${nodes}\n10.0.9.9 6379`)).toEqual(['']);
});

const view = (master: string, { others = 2, replicas = 2, state = 'none', at = 1 } = {}) =>
  `10.0.1.1 26379 ${master} ${at} ${others} ${replicas} master ${state} 50`;
const [mine, other] = ['h 1', 'g 1'];

test.each([
  ['a majority names another', [view(other), view(other), view(mine, { at: 0 })], '2 g 1'],
  // The number of replicas was once read in place of the state of a failover.
  ['there is one replica', [view(other, { replicas: 1 }), view(other, { replicas: 1 })], '2 g 1'],
  ['the only sentinel names another', [view(other, { others: 0 })], '1 g 1'],
  ['a minority names another', [view(other)], ''],
  ['a failover is under way', [view(other), view(other), view(other, { state: 'wait_start' })], ''],
  ['it is this node', [view(mine), view(mine), view(mine)], ''],
  ['it follows that node already', [view('f 1'), view('f 1'), view('f 1')], ''],
  ['no sentinel answers', [], ''],
] as const)('when %s', (_, views, target) => {
  const lines = views.map((line) => `'${line}'`).join(' ');
  expect(shell(`printf '%s\\n' ${lines} | repair_target '${mine}' 'f 1'`).out.trim()).toBe(target);
});

/** The place of a node among those that it looks for, by address. */
const rankOf = (me: string, peers: readonly string[]) => {
  const found = peers.map((peer) => `'${peer}'`).join(' ');
  const stubs = `sentinel_addresses() { :; }; node_views() { :; }; node_addresses() { printf '%s\\n' ${found} | grep -vxF "$me"; }`;
  return shell(`${stubs}; look_around; echo "$rank"`, { me, redis_port: '6379' }).out;
};

test.each([
  ['alone', '10.0.0.1 6379', [], '1'],
  ['the second', '10.0.0.2 6379', ['10.0.0.1 6379', '10.0.0.2 6379', '10.0.0.3 6379'], '2'],
  ['at another port than its own', '10.0.0.2 7000', ['10.0.0.1 6379', '10.0.0.2 6379'], '3'],
  ['at a port of the machine of both', '10.0.0.1 7002', ['10.0.0.1 7001', '10.0.0.1 7002'], '2'],
] as const)('the place of a node that others reach %s', (_, me, peers, rank) => {
  expect(rankOf(me, peers)).toBe(`${rank}\n`);
});
