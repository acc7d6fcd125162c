import { nodeAt } from '../../rules/status-rule.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const commandsAccepted: ShardedRule = {
  name: 'commands-accepted',
  requires: 'every node executes commands',
  why: 'A node whose cluster_state is fail rejects every command (CLUSTERDOWN): it misses slots, or a majority of the masters.',
  check: ({ dataNodes }) =>
    dataNodes
      .filter(({ isClusterOk }) => !isClusterOk)
      .map(({ at }) => ({
        ...nodeAt(at),
        is: 'it rejects commands (CLUSTERDOWN)',
        expected: 'cluster_state:ok',
        fix: 'it accepts them again by itself, some seconds after it reaches a majority of the masters and each slot has one',
      })),
};
