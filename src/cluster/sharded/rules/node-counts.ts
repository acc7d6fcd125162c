import { counted } from '../../../diagnostics/counted.ts';
import type { StatusFault } from '../../rules/status-rule.ts';
import { shardsOf, isUp } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const nodeCounts: ShardedRule = {
  name: 'node-counts',
  requires: 'the number of masters and replicas is the expected one',
  why: 'A node that never joined is unknown to all others, so that only its absence is visible. Checked with --expect-masters and --expect-replicas.',
  check(snapshot) {
    const { expected } = snapshot;
    const shards = shardsOf(snapshot);
    const masters = shards.filter(({ master }) => isUp(master)).length;
    const replicas = shards.flatMap((shard) => shard.replicas.filter(isUp)).length;
    const faults: StatusFault[] = [];
    const check = (count: number, noun: string, wanted: number | undefined) => {
      if (wanted === undefined || wanted === count) return;
      faults.push({
        is: `${counted(count, noun)} answered`,
        expected: String(wanted),
        fix: 'start the missing ones, or scale the service',
      });
    };
    check(masters, 'master', expected.masters);
    check(replicas, 'replica', expected.replicas);
    return faults;
  },
};
