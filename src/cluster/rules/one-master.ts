import { formatEndpoint } from '../endpoint.ts';
import { masters } from '../status/majority.ts';
import { listWords, type StatusRule } from './status-rule.ts';

/** Two masters take writes that one of them will lose; without one nothing can be written. */
export const oneMaster: StatusRule = {
  name: 'one-master',
  requires: 'exactly one data node is master',
  check(snapshot) {
    const found = masters(snapshot);
    if (found.length === 1) return [];
    if (found.length === 0) {
      return [
        {
          is: 'no data node that answers is master',
          expected: 'exactly one',
          fix: 'start a data node again; with a majority of sentinels alive they choose a master within twice the failover timeout',
        },
      ];
    }
    const names = listWords(found.map(({ at }) => formatEndpoint(at)));
    return [
      {
        is: `${found.length} data nodes say that they are master: ${names}`,
        expected: 'exactly one',
        fix: 'send REPLICAOF with the address that the sentinels name to each other one; its own newest writes are lost then, so save them first',
      },
    ];
  },
};
