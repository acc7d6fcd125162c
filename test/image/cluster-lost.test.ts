// What a node of a Redis Cluster does about others that do not answer: a function of text.
import { expect, test } from 'vitest';
import {
  begun,
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

test('the offset of a replica that has no copy of this master yet counts for nothing', () => {
  // It was moved from another master, whose offset and data it still has.
  const other: Known = { id: 'g', of: 'a', link: 'down', offset: 999, isComplete: false };
  const nodes = [...lost({ flags: 'noaddr' }), other, { ...again, of: 'c', address: '10.0.0.1' }];
  const since = `since down:${idOf('a')} 97`;
  expect(decide(seenBy('d', nodes), [since, 'synced yes'])).toContain(
    'take-over it lost its volume',
  );
  expect(decide(seenBy('g', nodes), [since])).toContain(
    'wait the master is lost, and this node never had its data',
  );
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

const two = masters.slice(0, 2);
const again: Known = { id: 'n', address: '10.0.0.26', past: 'new', of: 'b' };

test('an emptied former is forgotten with the slots that it gave itself, until all slots are assigned', () => {
  const since = [`since replaced:${idOf('z')} 90`];
  const forgotten = `forget ${idOf('z')} another node has its address`;
  const locked = (node: Known) =>
    two.map((one, index) => (index ? { ...one, lock: 'z' } : one)).concat(node, again);
  expect(decide(locked(begun), since)).toContain(forgotten);
  expect(decide(locked(former), since)).not.toContain(forgotten);
  expect(decide([...two, begun, again], since)).not.toContain(forgotten);
  // All slots are assigned, and this node does not know it yet.
  const ahead = locked(begun).map((node) => (node.id === 'b' ? { ...node, slots: 5462 } : node));
  expect(decide(ahead, since)).not.toContain(forgotten);
});

test('the marks of a former that does not answer stay as long as only it has its slots', () => {
  // All slots are assigned: those of the former, to itself.
  const shards = changed('c', { slots: 0, of: 'b' }, whole).filter(({ id }) => id !== 'f');
  const killed = (change: Partial<Known> = {}, more: readonly Known[] = []) =>
    decide(markedBy('z', [...shards, ...more, { ...former, flags: 'fail?', ...change }]));
  expect(killed()).toEqual([]);
  expect(killed({ flags: 'fail' })).toEqual([]);
  // Its replica does not know of its slots yet, and can leave it.
  expect(killed({}, [{ id: 'g', of: 'z', link: 'down' }])).toEqual([]);
  expect(decide(markedBy('z', whole))).toEqual(['unlock']);
});

test.for([
  ['fail', ['unlock']],
  // It has missed a look, and possibly gets a master next.
  ['fail?', []],
] as const)('a former without slots that is %s', ([flags, expected]) => {
  const without: Known = { ...former, slots: 0, flags };
  expect(decide(markedBy('z', [...whole, without]))).toEqual(expected);
});

test('a former that has removed its own mark is followed', () => {
  const nodes = markedBy('a').map(({ lock, ...node }) =>
    node.id === 'a' ? node : { ...node, lock },
  );
  expect(decide(seenBy('b', nodes as Known[]))).toEqual(['unlock']);
  expect(decide(seenBy('b', markedBy('a')))).toEqual([]);
});

const bare: Known = { id: 'g', of: 'z', link: 'down', isComplete: false };
const never = 'wait the master is lost, and this node never had its data';

test('a replica of an emptied former takes over although it never had data, until all slots are assigned', () => {
  const since = [`since down:${idOf('z')} 97`];
  const seen = (node: Known) => seenBy('g', [...markedBy('z', [...two, node, again, bare])]);
  expect(decide(seen(begun), since)).toContain('take-over it lost its volume');
  expect(decide(seen(former), since)).toContain(never);
  expect(decide(seenBy('g', [...two, begun, again, bare]), since)).toContain(never);
});

test('a marked master that is only down is waited for by a replica that never had its data', () => {
  const nodes = (change: Partial<Known>) =>
    seenBy('g', markedBy('b', [...two, { ...begun, ...change }, bare]));
  const since = [`since down:${idOf('z')} 50`, `since left:${idOf('z')} 70`];
  expect(decide(nodes({ flags: 'fail' }), since)).toEqual([never]);
  expect(decide(nodes({ flags: 'fail', slots: 5461 }), since)).toEqual([never]);
  const left = { flags: 'fail', isResolved: false };
  expect(decide(nodes(left), since)).toEqual(['take-over it has been down for 15 s']);
  expect(decide(nodes({ ...left, slots: 5461 }), since)).toEqual([never]);
  expect(decide(nodes(left), [`since down:${idOf('z')} 50`, `since left:${idOf('z')} 71`])).toEqual(
    [never],
  );
});

test('a replica of a lost master without slots follows another master', () => {
  const nodes = [...whole, { ...former, slots: 0 }, again, { id: 'g', of: 'z', link: 'down' }];
  const since = [`since down:${idOf('z')} 97`];
  expect(decide(seenBy('g', nodes), since)).toContain(
    `replicate ${idOf('a')} its master is lost, and has no slots`,
  );
});

test('a former that left without its replica is forgotten while not all slots are assigned', () => {
  const left = { flags: 'fail', isResolved: false };
  const since = [`since left:${idOf('z')} 70`];
  const forgotten = `forget ${idOf('z')} it is down, and no name resolves to 10.0.0.26 6379`;
  const decided = (node: Known) => decide(markedBy('z', [...two, { ...node, ...left }]), since);
  expect(decided(begun)).toContain(forgotten);
  // A stopped container can look like that, and can have accepted writes.
  expect(decided(former)).not.toContain(forgotten);
  expect(decide([...two, { ...begun, ...left }], since)).not.toContain(forgotten);
});

test('a node without a past lets itself be copied when every replica has a master that answers', () => {
  const member: Known = { id: 'z', of: 'b' };
  expect(decide([member, ...whole], ['closed yes'])).toContain('open');
  expect(decide([member, ...lost({ flags: 'noaddr' })], ['closed yes'])).not.toContain('open');
});

test('the shards depend on each other until the cluster is formed', () => {
  const strict = ['strict yes'];
  expect(decide(whole, strict)).toContain('relax');
  expect(decide(whole)).not.toContain('relax');
  expect(decide(markedBy('a'), strict)).not.toContain('relax');
  expect(decide([{ id: 'a' }], strict)).not.toContain('relax');
});
