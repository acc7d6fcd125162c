import { count, type StatusFault, type StatusRule } from './status-rule.ts';

/** What the caller said there should be: --expect-replicas, --expect-sentinels. */
export const countsAsExpected: StatusRule = {
  name: 'counts-as-expected',
  requires: 'there are as many replicas and sentinels as the caller expects',
  check({ dataNodes, sentinels, expected }) {
    const replicas = dataNodes.filter(({ role }) => role === 'replica').length;
    const faults: StatusFault[] = [];
    if (expected.replicas !== undefined && replicas !== expected.replicas) {
      faults.push({
        is: `${count(replicas, 'replica')} can be asked`,
        expected: `${expected.replicas}`,
        fix: 'start those that are missing, or scale the service',
      });
    }
    if (expected.sentinels !== undefined && sentinels.length !== expected.sentinels) {
      faults.push({
        is: `${count(sentinels.length, 'sentinel')} can be asked`,
        expected: `${expected.sentinels}`,
        fix: 'start those that are missing, or scale the service',
      });
    }
    return faults;
  },
};
