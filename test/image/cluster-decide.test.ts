// What a node of a Redis Cluster does next: a function of text.
import { expect, test } from 'vitest';
import {
  changed,
  decide,
  former,
  idOf,
  markedBy,
  masters,
  seenBy,
  whole,
  type Known,
} from './support/shard-facts.ts';

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

test('a new node does not join while the cluster is formed: it can be needed as a master', () => {
  const nodes = [...masters.slice(0, 2), { ...former, flags: 'fail?' }];
  expect(decide([{ id: 'g' }, ...markedBy('z', nodes)])).toEqual([
    'wait the cluster is being formed',
  ]);
});

test('new nodes count the replicas that the others report of themselves, and join by their ids', () => {
  const late = (id: string, change: Partial<Known> = {}): Known => ({ id, host: 'h', ...change });
  const joining = (me: Known, other: Known, since: readonly string[] = []) =>
    decide([me, other, ...whole], since)[0];
  expect(joining(late('y'), late('z'))).toMatch(new RegExp(`^replicate ${idOf('a')} `));
  expect(joining(late('z'), late('y'))).toBe('wait the node at 10.0.0.25 6379 joins first');
  // The other one has just become a replica of a; this node knows it as a master.
  expect(joining(late('z'), late('y', { of: 'a', reported: 'master' }))).toMatch(
    new RegExp(`^replicate ${idOf('b')} `),
  );
  // One that the cluster does not know is waited for at most five seconds.
  const all = whole.map(({ id }) => id);
  const apart = (seconds: number) =>
    decide(
      [
        late('z', { knows: [...all, 'z'] }),
        late('y', { knows: ['y'] }),
        ...whole.map((node) => ({ ...node, knows: [...all, 'z'] })),
      ],
      [`since new:${idOf('y')} ${100 - seconds}`],
    ).join();
  expect(apart(4)).toBe('wait the node at 10.0.0.25 6379 joins first');
  expect(apart(5)).toContain('replicate');
});
