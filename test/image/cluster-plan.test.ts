// The plan of a new cluster, for every way in which nodes can be spread over hosts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awk } from './support/awk.ts';

interface Planned {
  readonly id: string;
  readonly host: string;
  readonly slots: string;
}

const lineOf = ({ id, host, slots }: Planned, index: number) =>
  `node 10.0.0.${index + 1} 6379 ${id} ${host} c master - 0 0 0 ${slots} 0 - old`;

function planned(nodes: readonly Planned[], replicas: number) {
  const lines = awk('plan.awk', nodes.map(lineOf), { NODES: nodes.length, REPLICAS: replicas });
  const at = (address = '') => nodes[Number(address.split('.')[3]) - 1];
  const rows = lines.map((line) => line.split(' '));
  return {
    lines,
    slots: rows
      .filter(([what]) => what === 'slots' || what === 'last')
      .map(([, address, , from, to]) => ({
        node: at(address),
        from: Number(from),
        to: Number(to),
      })),
    replicas: rows
      .filter(([what]) => what === 'replica')
      .map(([, address, , id]) => ({
        node: at(address),
        master: nodes.find((node) => node.id === id),
      })),
  };
}

/** Nodes on hosts: the same letter is the same host. */
const nodesOn = (hosts: string): Planned[] =>
  [...hosts].map((host, index) => ({ id: String(index).padStart(40, 'a'), host, slots: '-' }));

test('assigns each slot once, and no replica to the host of its master, on any hosts that allow it', () => {
  const layouts = fc.record({
    replicas: fc.integer({ min: 1, max: 2 }),
    hosts: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 9, maxLength: 12 }),
  });
  fc.assert(
    fc.property(layouts, ({ replicas, hosts }) => {
      const nodes = nodesOn(hosts.join(''));
      const plan = planned(nodes, replicas);
      // A host that has more nodes than the others can serve.
      const most = Math.max(...hosts.map((host) => hosts.filter((one) => one === host).length));
      const isRefused = plan.lines[0]?.startsWith('none') === true;
      if (isRefused) return most >= Math.floor(hosts.length / (1 + replicas));
      const assigned = plan.slots.toSorted((a, b) => a.from - b.from);
      expect(assigned[0]?.from).toBe(0);
      expect(assigned.at(-1)?.to).toBe(16_383);
      for (const [index, { to }] of assigned.slice(0, -1).entries())
        expect(assigned[index + 1]?.from).toBe(to + 1);
      const masters = new Set(assigned.map(({ node }) => node));
      // Nothing is accepted before the last slot is assigned.
      expect(plan.lines.filter((line) => /^last .* 16383 16383$/.test(line))).toHaveLength(1);
      expect(plan.lines.at(-1)).toMatch(/^last /);
      expect(masters.size).toBe(Math.floor(hosts.length / (1 + replicas)));
      expect(plan.replicas).toHaveLength(masters.size * replicas);
      for (const { node, master } of plan.replicas) {
        expect(masters.has(node)).toBe(false);
        expect(master?.host).not.toBe(node?.host);
      }
      return true;
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['aabbcc', 3],
  ['abcdef', 3],
  ['aaabbb', 2],
])('spreads the masters of %s over %d hosts', (hosts, expected) => {
  const masters = planned(nodesOn(hosts), 1).slots.map(({ node }) => node?.host);
  expect(new Set(masters).size).toBe(expected);
});

test('reports how many replicas have no host', () => {
  expect(planned(nodesOn('aaaaab'), 1).lines).toEqual([
    'none the nodes are on too few hosts: 2 of 3 replicas would be on the host of their master',
  ]);
});

test('unknown hosts restrict nothing', () => {
  expect(planned(nodesOn('------'), 1).replicas).toHaveLength(3);
});

test('keeps what is assigned already, and completes it', () => {
  const nodes = nodesOn('abcdef').map((node, index) =>
    index === 4 ? { ...node, slots: '5461-10000' } : node,
  );
  const { slots } = planned(nodes, 1);
  expect(slots.find(({ from }) => from === 10_001)).toMatchObject({
    node: { host: 'e' },
    to: 10_921,
  });
  expect(slots).toHaveLength(4);
  expect(slots.filter(({ node }) => node?.host === 'e')).toHaveLength(1);
});

test('the last slot goes to the master of those before it, whenever that is', () => {
  const nodes = nodesOn('abcdef').map((node, index) =>
    index === 4 ? { ...node, slots: '10922-16382' } : node,
  );
  expect(planned(nodes, 1).slots.at(-1)).toMatchObject({ node: { host: 'e' }, from: 16_383 });
  const all = nodes.map((node) => (node.host === 'e' ? { ...node, slots: '0-16383' } : node));
  expect(planned(all, 1).lines).toEqual([]);
});
