import { counted } from '../../../diagnostics/counted.ts';
import { agreedNodes, nodeName } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const nodesNotFailed: ShardedRule = {
  name: 'nodes-not-failed',
  requires: 'no node is marked as failed by the others',
  why: 'A node that the others cannot reach takes part in no failover, even if clients reach it. A master that a majority marks is replaced.',
  check(snapshot) {
    const { dataNodes } = snapshot;
    return agreedNodes(snapshot)
      .filter(({ suspects }) => suspects > 0)
      .map(({ at, id, view, suspects, isFailed }) => {
        const others = view ? dataNodes.length - 1 : dataNodes.length;
        return {
          node: nodeName({ at, id }),
          is: `${suspects} of ${counted(others, 'other node')} ${suspects === 1 ? 'marks' : 'mark'} it as failed${isFailed ? ', and a majority of the masters agrees' : ''}`,
          expected: 'none',
          fix: view
            ? 'it answers here: check that the others reach it on the cluster bus (port + 10000), and its load'
            : 'start it again; if it is gone for good, send CLUSTER FORGET with its id to each of the other nodes',
        };
      });
  },
};
