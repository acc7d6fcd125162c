import { formatEndpoint, sameEndpoint } from '../endpoint.ts';
import { masters, namedMaster } from '../status/majority.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { type StatusRule } from './status-rule.ts';

export const oneMaster: StatusRule = {
  name: 'one-master',
  requires: 'exactly one data node is master',
  why: 'With two masters, the writes of one of them will be lost. Without one, nothing can be written.',
  check(snapshot) {
    const found = masters(snapshot);
    if (found.length === 1) return [];
    if (found.length === 0) {
      return [
        {
          is: 'none of the data nodes that answered is a master',
          expected: 'exactly one',
          fix: 'start a data node again; a majority of the sentinels elects a master within twice the failover timeout',
        },
      ];
    }
    const named = namedMaster(snapshot);
    const reported = found.filter(({ at }) => sameEndpoint(at, named));
    const others = found.filter(({ at }) => !sameEndpoint(at, named));
    const names = listWords([
      ...reported.map(({ at }) => `${formatEndpoint(at)} (reported by the sentinels)`),
      ...others.map(({ at }) => formatEndpoint(at)),
    ]);
    return [
      {
        is: `${found.length} data nodes are master: ${names}`,
        expected: 'exactly one',
        fix: 'send REPLICAOF with the address that the sentinels report to each other one; this discards its newest writes, so save them first',
      },
    ];
  },
};
