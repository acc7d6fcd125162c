import { counted } from '../../../diagnostics/counted.ts';
import { shardsOf, votersOf } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const majorityOfMasters: ShardedRule = {
  name: 'majority-of-masters',
  requires: 'a majority of the masters with slots answers',
  why: 'Masters elect the replica that replaces one of them. Without a majority, there is no failover, and all nodes stop accepting commands after the node timeout.',
  check(snapshot) {
    const { known, answering, needed } = votersOf(shardsOf(snapshot));
    if (known === 0 || answering >= needed) return [];
    return [
      {
        is: `${answering} of ${counted(known, 'master')} ${answering === 1 ? 'answers' : 'answer'}`,
        expected: `at least ${needed}`,
        fix: 'start masters again until a majority runs; the cluster then recovers by itself',
      },
    ];
  },
};
