import { nodeName, shardName, shardsOf, unassigned, isServed } from '../shards.ts';
import { formatSlots, sizeOf } from '../slots.ts';
import type { StatusFault } from '../../rules/status-rule.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const slotsCovered: ShardedRule = {
  name: 'slots-covered',
  requires: 'every slot has a master that works',
  why: 'Keys of a slot without a master can be neither read nor written. With cluster-require-full-coverage yes, no key can.',
  check(snapshot) {
    const shards = shardsOf(snapshot);
    const free = unassigned(shards);
    const faults: StatusFault[] = shards
      .filter((shard) => !isServed(shard))
      .map((shard) => ({
        is: `${shardName(shard)} has no working master: ${nodeName(shard.master)} ${shard.master.view ? 'does not act as its master' : 'does not answer'}`,
        expected: 'a master that answers',
        fix:
          shard.replicas.length === 0
            ? 'start this node again: the shard has no replica'
            : 'start this node or a replica of it again; if its data is lost, send CLUSTER FAILOVER TAKEOVER to the replica with the newest data',
      }));
    if (free.length === 0) return faults;
    return [
      ...faults,
      {
        is: `${sizeOf(free)} slots belong to no node: ${formatSlots(free)}`,
        expected: 'a master for each of the 16384 slots',
        fix: 'redis-cli --cluster fix HOST:PORT assigns them; keys that they had are lost',
      },
    ];
  },
};
