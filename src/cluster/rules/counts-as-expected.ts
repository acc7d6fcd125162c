import { counted } from '../../diagnostics/counted.ts';
import type { StatusFault, StatusRule } from './status-rule.ts';

export const countsAsExpected: StatusRule = {
  name: 'counts-as-expected',
  requires: 'the number of replicas and sentinels is the expected one',
  why: 'A node that was never started is unknown to all others, so that only its absence is visible. Checked with --expect-replicas and --expect-sentinels.',
  check({ dataNodes, sentinels, expected }) {
    const replicas = dataNodes.filter(({ role }) => role === 'replica').length;
    const faults: StatusFault[] = [];
    if (expected.replicas !== undefined && replicas !== expected.replicas) {
      faults.push({
        is: `${counted(replicas, 'replica')} answered`,
        expected: `${expected.replicas}`,
        fix: 'start the missing ones, or scale the service',
      });
    }
    if (expected.sentinels !== undefined && sentinels.length !== expected.sentinels) {
      faults.push({
        is: `${counted(sentinels.length, 'sentinel')} answered`,
        expected: `${expected.sentinels}`,
        fix: 'start the missing ones, or scale the service',
      });
    }
    return faults;
  },
};
