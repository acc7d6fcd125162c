// What a node of a Redis Cluster does next: a function of text.
import { expect, test } from 'vitest';
import { awk } from './support/awk.ts';

interface Known {
  readonly id: string;
  readonly host?: string;
  readonly name?: string;
  /** Its master. @default none */
  readonly of?: string;
  readonly slots?: number;
  readonly flags?: string;
  readonly address?: string;
  /** Who it knows. @default all */
  readonly knows?: readonly string[];
  readonly doesAnswer?: boolean;
  /** Whether a name resolves to its address. @default true */
  readonly isResolved?: boolean;
  readonly link?: string;
  readonly offset?: number;
  readonly lock?: string;
  readonly past?: string;
}

const idOf = (letter: string) => letter.repeat(40);
const addressOf = ({ id, address }: Known) => address ?? `10.0.0.${id.charCodeAt(0) - 96}`;

/** Facts as the helper of the first node gathers them. */
function decide(nodes: readonly Known[], more: readonly string[] = []): string[] {
  const [me] = nodes;
  const lines = nodes.flatMap((node) => {
    if (node.doesAnswer === false) return [];
    const role = node.of === undefined ? 'master' : 'slave';
    const link = node.link ?? (node.of === undefined ? '-' : 'up');
    const slots = node.slots ? '0-9' : '-';
    const views = nodes
      .filter(({ id }) => (node.knows ?? nodes.map((one) => one.id)).includes(id))
      .map((other) => {
        const own = other === node ? 'myself,' : '';
        const flags = `${own}${other.of === undefined ? 'master' : 'slave'}${other.flags ? `,${other.flags}` : ''}`;
        const boss = other.of === undefined ? '-' : idOf(other.of);
        const at = other.flags === 'noaddr' ? '- 0 0' : `${addressOf(other)} 6379 16379`;
        return `sees ${idOf(node.id)} ${idOf(other.id)} ${flags} ${boss} connected ${at} ${other.slots ?? 0}`;
      });
    const lock = node.lock === undefined ? '-' : idOf(node.lock);
    return [
      `node ${addressOf(node)} 6379 ${idOf(node.id)} ${node.host ?? node.id} ${node.name ?? 'c'} ${role} ${link} ${node.offset ?? 5} 1 0 ${slots} 0 ${lock} ${node.past ?? 'old'}`,
      ...views,
    ];
  });
  const facts = [
    `me ${idOf(me?.id ?? '')} ${me?.host ?? me?.id} c`,
    'set 6 1',
    'now 100',
    ...nodes
      .filter(({ isResolved }) => isResolved !== false)
      .map((node) => `resolved ${addressOf(node)} 6379`),
    ...more,
    ...lines,
  ];
  return awk('decide.awk', facts).filter((line) => !line.startsWith('limit '));
}

const masters: Known[] = ['a', 'b', 'c'].map((id) => ({ id, slots: id === 'a' ? 5462 : 5461 }));
const replicas: Known[] = [
  { id: 'd', of: 'a' },
  { id: 'e', of: 'b' },
  { id: 'f', of: 'c' },
];
const whole = [...masters, ...replicas];
/** The same nodes, as the one with this id sees them. */
const seenBy = (id: string, nodes: readonly Known[] = whole) => [
  ...nodes.filter((node) => node.id === id),
  ...nodes.filter((node) => node.id !== id),
];
const changed = (id: string, change: Partial<Known>, nodes: readonly Known[] = whole) =>
  nodes.map((node) => (node.id === id ? { ...node, ...change } : node));

test.each(whole.map(({ id }) => id))('node %s of a complete cluster does nothing', (id) => {
  expect(decide(seenBy(id))).toEqual([]);
});

const blank: Known[] = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id }));

test('the node with the lowest id forms a cluster of nodes that all know the same', () => {
  expect(decide(blank)).toEqual(['form']);
  expect(decide(seenBy('b', blank))).toEqual([
    'wait another node forms the cluster: 10.0.0.1 6379',
  ]);
});

test('one that has begun finishes, although another has a lower id', () => {
  const marked = changed('c', { lock: 'c' }, blank);
  expect(decide(seenBy('c', marked))).toEqual(['form']);
  expect(decide(seenBy('a', marked))).toEqual([
    'wait another node forms the cluster: 10.0.0.3 6379',
  ]);
});

test.each([
  ['does not answer', { doesAnswer: false }],
  ['knows fewer', { knows: ['a', 'f'] }],
  ['belongs to another cluster', { name: 'other' }],
])('nothing is formed while a node %s', (_, change) => {
  expect(decide(changed('f', change, blank)).join()).not.toContain('form');
});

test('nothing is formed of too few nodes', () => {
  expect(decide(blank.slice(0, 5))).toEqual(['wait 5 of 6 nodes are here']);
});

test('a new node introduces itself to the cluster, and to none if there are two', () => {
  const joiner: Known = { id: 'z', knows: ['z'] };
  const others = whole.map((node) => ({ ...node, knows: whole.map(({ id }) => id) }));
  expect(decide([joiner, ...others])[0]).toBe('meet 10.0.0.1 6379 16379 it belongs to the cluster');
  const unrelated: Known = { id: 'y', slots: 16_384, knows: ['y'] };
  expect(decide([joiner, unrelated, ...others])[0]).toContain('belong to two clusters');
});

test('a node of a cluster never introduces itself to another cluster', () => {
  const unrelated: Known = { id: 'y', slots: 16_384, knows: ['y'] };
  const own = whole.map((node) => ({ ...node, knows: whole.map(({ id }) => id) }));
  expect(decide([...own, unrelated]).join()).not.toContain('meet');
});

test('a new member follows the master with fewest replicas on another host', () => {
  const joiner: Known = { id: 'z', host: 'h' };
  expect(decide([joiner, ...changed('e', { of: 'a' })])[0]).toMatch(
    new RegExp(`^replicate ${idOf('b')} `),
  );
  const near = changed('b', { host: 'h' }, changed('e', { of: 'a' }));
  expect(decide([joiner, ...near])[0]).toMatch(new RegExp(`^replicate ${idOf('c')} `));
  const all = whole.map((node) => ({ ...node, host: 'h' }));
  expect(decide([joiner, ...all])).toEqual([
    'wait every master that answers is on the host of this node',
  ]);
});

test('a replica on the host of its master leaves it, after three seconds', () => {
  const nodes = changed('d', { host: 'a' });
  expect(decide(seenBy('d', nodes))).toEqual([]);
  expect(decide(seenBy('d', nodes), ['since apart 97'])[0]).toMatch(/^replicate /);
});

test('one replica moves from the master with most to one that has two fewer', () => {
  const nodes = changed('e', { of: 'a' });
  const since = [`since move:${idOf('b')} 90`];
  expect(decide(seenBy('e', nodes), since)[0]).toMatch(new RegExp(`^replicate ${idOf('b')} `));
  expect(decide(seenBy('d', nodes), since)).toEqual([]);
});

const lost = (change: Partial<Known>) =>
  changed('d', { link: 'down' }, changed('a', { doesAnswer: false, ...change }));
const down = [`since down:${idOf('a')} 85`, 'synced yes'];

test('a replica takes over from a master that is down for 15 s, if it ever had its data', () => {
  const nodes = seenBy('d', lost({ flags: 'fail' }));
  expect(decide(nodes, down)).toEqual(['take-over it has been down for 15 s']);
  expect(decide(nodes, [`since down:${idOf('a')} 95`, 'synced yes'])).toEqual([]);
  expect(decide(nodes, [`since down:${idOf('a')} 85`])).toEqual([
    'wait the master is lost, and this node never had its data',
  ]);
  // Considered down by this node only.
  expect(decide(seenBy('d', lost({ flags: 'fail?' })), down)).toEqual([]);
});

test('only the replica with most data takes over', () => {
  const other: Known = { id: 'g', of: 'a', link: 'down', offset: 9 };
  expect(decide(seenBy('d', [...lost({ flags: 'fail' }), other]), down)).toEqual([]);
  expect(decide(seenBy('g', [...lost({ flags: 'fail' }), other]), down)[0]).toMatch(/^take-over/);
});

test('a master whose address another node has without a past is replaced after two seconds', () => {
  const nodes = [...lost({ flags: 'noaddr' }), { id: 'n', address: '10.0.0.1', past: 'new' }];
  const since = [`since down:${idOf('a')} 97`, 'synced yes'];
  expect(decide(seenBy('d', nodes), since)).toContain('take-over it lost its volume');
});

test('a node is forgotten when it has no slots, is down, and no name resolves to it', () => {
  const gone: Known = { id: 'z', flags: 'fail', doesAnswer: false, isResolved: false };
  const after = (change: Partial<Known>, seconds = 30) =>
    decide([...whole, { ...gone, ...change }], [`since left:${idOf('z')} ${100 - seconds}`]).join();
  expect(after({})).toMatch(new RegExp(`^forget ${idOf('z')} it is down, and no name resolves`));
  expect(after({}, 29)).toBe('');
  expect(after({ isResolved: true })).toBe('');
  expect(after({ flags: 'fail?' })).toBe('');
  expect(after({ slots: 10 })).not.toContain('forget');
});

test('a node whose address belongs to a new one is forgotten after five seconds', () => {
  const nodes = [
    ...whole,
    { id: 'z', flags: 'noaddr', doesAnswer: false },
    { id: 'n', of: 'b', address: '10.0.0.26', past: 'new' },
  ];
  expect(decide(nodes, [`since replaced:${idOf('z')} 95`])).toEqual([
    `forget ${idOf('z')} another node has its address`,
  ]);
});

test('an emptied former is forgotten with the slots that it gave itself, as long as nothing is formed', () => {
  const former: Known = { id: 'z', flags: 'noaddr', doesAnswer: false, slots: 5461 };
  const again: Known = { id: 'n', of: 'b', address: '10.0.0.26', past: 'new' };
  const since = [`since replaced:${idOf('z')} 90`];
  const forgotten = `forget ${idOf('z')} another node has its address`;
  const locked = whole.map((node, index) => (index === 2 ? { ...node, lock: 'z' } : node));
  expect(decide([...locked, former, again], since)).toContain(forgotten);
  expect(decide([...whole, former, again], since)).not.toContain(forgotten);
});

test('a node without a past lets itself be copied when every replica has a master that answers', () => {
  const member: Known = { id: 'z', of: 'b' };
  expect(decide([member, ...whole], ['closed yes'])).toContain('open');
  expect(decide([member, ...lost({ flags: 'noaddr' })], ['closed yes'])).not.toContain('open');
});
