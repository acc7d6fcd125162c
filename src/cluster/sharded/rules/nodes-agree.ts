import { formatEndpoint } from '../../endpoint.ts';
import { nodeAt, type StatusFault } from '../../rules/status-rule.ts';
import { agreedNodes, nodeName } from '../shards.ts';
import { formatSlots } from '../slots.ts';
import type { ShardedNode } from '../sharded-snapshot.ts';
import type { ShardedRule } from './sharded-rule.ts';

const fix =
  'nodes that reach each other agree within a second; check that this one reaches the others on the cluster bus (port + 10000)';

export const nodesAgree: ShardedRule = {
  name: 'nodes-agree',
  requires: 'every node reports the same master for each slot, and the same epoch',
  why: 'Nodes that disagree redirect clients to different masters. Two masters with the same configuration epoch cannot decide who keeps a slot.',
  check(snapshot) {
    const agreed = agreedNodes(snapshot);
    const newest = Math.max(0, ...snapshot.dataNodes.map(({ currentEpoch }) => currentEpoch));
    const differing = ({ known }: ShardedNode) =>
      agreed.find(({ id, slots, role }) => {
        const line = known.find((one) => one.id === id);
        return line && (line.role !== role || formatSlots(line.slots) !== formatSlots(slots));
      });
    return snapshot.dataNodes.flatMap((node): StatusFault[] => {
      const other = differing(node);
      if (other) {
        const line = node.known.find(({ id }) => id === other.id);
        const what = line?.slots.length ? `master of ${formatSlots(line.slots)}` : 'without slots';
        const expected =
          other.slots.length > 0 ? `master of ${formatSlots(other.slots)}` : 'without slots';
        return [
          {
            ...nodeAt(node.at),
            is: `it reports ${nodeName(other)} as ${line?.role === 'replica' ? 'a replica' : what}`,
            expected: `${other.role === 'replica' ? 'a replica' : expected}, like the others`,
            fix,
          },
        ];
      }
      if (node.currentEpoch === newest) return [];
      const ahead = snapshot.dataNodes.find(({ currentEpoch }) => currentEpoch === newest);
      return [
        {
          ...nodeAt(node.at),
          severity: 'warning',
          is: `its epoch is ${node.currentEpoch}`,
          expected: `${newest}, like that of ${ahead ? formatEndpoint(ahead.at) : 'the others'}`,
          fix,
        },
      ];
    });
  },
};
