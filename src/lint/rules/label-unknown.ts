import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const labelUnknown = versionRule({
  code: 'label-unknown',
  group: 'scheduling',
  severity: 'warning',
  summary: 'nothing in Rancher reads a label',
  docs: `Labels below \`io.rancher.\` are Rancher's own. One that it does not know, or that belongs on a
host, or that it sets or removes itself, has no effect on a service. Case counts.`,
  check: (facts) =>
    labelProblems(facts, ['label-unknown', 'label-of-hosts', 'label-removed', 'label-system']),
});
