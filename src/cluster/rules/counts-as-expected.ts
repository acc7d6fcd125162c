import { count, type Fault, type Rule } from './status-rule.ts';

/** What the caller said there should be: --expect-replicas, --expect-sentinels. */
export const countsAsExpected: Rule = {
  name: 'counts-as-expected',
  requires: 'there are as many replicas and sentinels as the caller expects',
  check({ dataNodes, sentinels, expected }) {
    const replicas = dataNodes.filter(({ role }) => role === 'replica').length;
    const faults: Fault[] = [];
    if (expected.replicas !== undefined && replicas !== expected.replicas) {
      faults.push({
        is: `${count(replicas, 'replica')} can be asked`,
        expected: `${expected.replicas}`,
        mend: 'start those that are missing, or scale the service',
      });
    }
    if (expected.sentinels !== undefined && sentinels.length !== expected.sentinels) {
      faults.push({
        is: `${count(sentinels.length, 'sentinel')} can be asked`,
        expected: `${expected.sentinels}`,
        mend: 'start those that are missing, or scale the service',
      });
    }
    return faults;
  },
};
