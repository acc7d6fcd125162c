import { formatEndpoint } from '../../endpoint.ts';
import { listWords } from '../../../diagnostics/list-words.ts';
import { nodeAt, type StatusFault } from '../../rules/status-rule.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const busConnected: ShardedRule = {
  name: 'bus-connected',
  requires: 'each node has a connection of the cluster bus to each other one',
  why: 'Nodes that answer clients but not each other are marked as failed after the node timeout.',
  check({ dataNodes }) {
    const answering = new Map(dataNodes.map(({ id, at }) => [id, formatEndpoint(at)]));
    return dataNodes.flatMap(({ at, id, known }): StatusFault[] => {
      const cut = known.filter((line) => line.id !== id && !line.isConnected);
      const names = cut.flatMap((line) => answering.get(line.id) ?? []);
      if (names.length === 0) return [];
      return [
        {
          ...nodeAt(at),
          is: `it has no connection of the cluster bus to ${listWords(names)}`,
          expected: 'a connection to each node that runs',
          fix: 'open the port of the bus (port + 10000, or cluster-port) between all hosts',
        },
      ];
    });
  },
};
