import { counted } from '../../diagnostics/counted.ts';
import { majorityOf } from '../status/majority.ts';
import type { StatusFault, StatusRule } from './status-rule.ts';

function largest(hosts: readonly string[]): { host: string; count: number } {
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(host, (counts.get(host) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return { host: first?.[0] ?? '', count: first?.[1] ?? 0 };
}

export const spreadOverHosts: StatusRule = {
  name: 'spread-over-hosts',
  requires: 'neither all data nodes nor a majority of the sentinels are on one address',
  why: 'Nodes on one host fail together.',
  check({ dataNodes, sentinels }) {
    const faults: StatusFault[] = [];
    const data = largest(dataNodes.map(({ at }) => at.host));
    const votes = largest(sentinels.map(({ at }) => at.host));
    if (dataNodes.length > 1 && data.count === dataNodes.length) {
      faults.push({
        severity: 'warning',
        is: `all ${dataNodes.length} data nodes are at ${data.host}`,
        expected: 'two hosts or more',
        fix: 'spread them; the affinity labels of the entry do so if there are as many hosts as nodes',
      });
    }
    if (sentinels.length > 1 && votes.count >= majorityOf(sentinels.length)) {
      faults.push({
        severity: 'warning',
        is: `${votes.count} of ${counted(sentinels.length, 'sentinel')} are at ${votes.host}`,
        expected: 'less than a majority on one host: if that host fails, no failover is possible',
        fix: 'run each sentinel on a separate host',
      });
    }
    return faults;
  },
};
