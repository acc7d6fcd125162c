import { formatEndpoint } from '../../endpoint.ts';
import { listWords } from '../../../diagnostics/list-words.ts';
import { nodeAt, type StatusFault } from '../../rules/status-rule.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const nodesKnown: ShardedRule = {
  name: 'nodes-known',
  requires: 'each node is known to all others',
  why: 'A node that others do not know gets no slots, replaces no master, and clients do not find it.',
  check({ dataNodes }) {
    const isKnown = (by: (typeof dataNodes)[number], id: string) =>
      by.known.some((line) => line.id === id && !line.flags.includes('handshake'));
    return dataNodes.flatMap(({ at, id }): StatusFault[] => {
      const without = dataNodes.filter((other) => other.id !== id && !isKnown(other, id));
      if (without.length === 0) return [];
      const all = without.length === dataNodes.length - 1;
      return [
        {
          ...nodeAt(at),
          is: `it is unknown to ${all ? 'every other node' : listWords(without.map((node) => formatEndpoint(node.at)))}`,
          expected: 'all nodes know each other',
          fix: 'send CLUSTER MEET with its address to another node; if it belongs to another cluster, name the nodes of one cluster only',
        },
      ];
    });
  },
};
