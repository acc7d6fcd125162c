import { formatEndpoint } from '../endpoint.ts';
import { knownSentinels, majorityOf } from '../status/majority.ts';
import { count, listWords, type StatusRule } from './status-rule.ts';

/** A leader needs more than half of all sentinels that are known, the dead ones counted too. */
export const majorityReachable: StatusRule = {
  name: 'majority-reachable',
  requires: 'more than half of all known sentinels can be asked',
  check({ sentinels, silentSentinels, expected }) {
    const known = Math.max(knownSentinels(sentinels), expected.sentinels ?? 0, sentinels.length);
    const needed = majorityOf(known);
    if (sentinels.length >= needed) return [];
    const silent = silentSentinels.map(({ at }) => formatEndpoint(at));
    return [
      {
        is: `${sentinels.length} of ${count(known, 'sentinel')} can be asked${silent.length > 0 ? `; not ${listWords(silent)}` : ''}`,
        expected: `at least ${needed}: no failover is possible with fewer`,
        fix: 'start the others again; for sentinels that are gone for good, SENTINEL RESET on those that are left, one at a time',
      },
    ];
  },
};
