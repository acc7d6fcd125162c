import { counted } from '../../../diagnostics/counted.ts';
import type { StatusFault } from '../../rules/status-rule.ts';
import { hostOf, nodeName, shardName, shardsOf, votersOf } from '../shards.ts';
import type { ShardedRule } from './sharded-rule.ts';

export const shardsSpread: ShardedRule = {
  name: 'shards-spread',
  requires: 'no host has a master and all of its replicas, or a majority of the masters',
  why: 'Nodes on one host fail together: a shard without any of its nodes is lost, and without a majority of the masters there is no failover.',
  check(snapshot) {
    const shards = shardsOf(snapshot);
    const faults: StatusFault[] = shards
      .filter(
        ({ master, replicas }) =>
          hostOf(master) !== '' &&
          replicas.length > 0 &&
          replicas.every((node) => hostOf(node) === hostOf(master)),
      )
      .map((shard) => ({
        node: nodeName(shard.master),
        severity: 'warning',
        is: `all nodes of ${shardName(shard)} are on the host ${hostOf(shard.master)}`,
        expected: 'a replica on another host than its master',
        fix: 'give each node a host of its own; CLUSTER REPLICATE changes which master a replica has',
      }));
    const { known, needed } = votersOf(shards);
    const hosts = new Map<string, number>();
    for (const { master } of shards)
      hosts.set(hostOf(master), (hosts.get(hostOf(master)) ?? 0) + 1);
    const [most] = [...hosts].sort((a, b) => b[1] - a[1]);
    if (known > 1 && most && most[1] >= needed)
      faults.push({
        severity: 'warning',
        is: `${most[1]} of ${counted(known, 'master')} are on the host ${most[0]}`,
        expected: 'less than a majority on one host: if that host fails, no failover is possible',
        fix: 'CLUSTER FAILOVER on a replica that is on another host makes it the master of its shard',
      });
    return faults;
  },
};
