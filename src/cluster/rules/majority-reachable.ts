import { counted } from '../../diagnostics/counted.ts';
import { formatEndpoint } from '../endpoint.ts';
import { knownSentinels, majorityOf } from '../status/majority.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import type { StatusRule } from './status-rule.ts';

export const majorityReachable: StatusRule = {
  name: 'majority-reachable',
  requires: 'more than half of all known sentinels answer',
  why: 'A failover needs the votes of more than half of all known sentinels, including those that are down.',
  check({ sentinels, silentSentinels, expected }) {
    const known = Math.max(knownSentinels(sentinels), expected.sentinels ?? 0, sentinels.length);
    const needed = majorityOf(known);
    if (sentinels.length >= needed) return [];
    const silent = silentSentinels.map(({ at }) => formatEndpoint(at));
    return [
      {
        is: `${sentinels.length} of ${counted(known, 'sentinel')} answered${silent.length > 0 ? `; not ${listWords(silent)}` : ''}`,
        expected: `at least ${needed}: with fewer, no failover is possible`,
        fix: 'start the others again; if sentinels were permanently removed, run SENTINEL RESET on the remaining ones, one at a time',
      },
    ];
  },
};
