import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const labelUnknown = versionRule({
  code: 'label-unknown',
  group: 'scheduling',
  severity: 'warning',
  summary: 'Rancher does not read a label',
  docs: `Labels that start with \`io.rancher.\` belong to Rancher. A label that it does not know,
that belongs on a host, or that it sets or removes itself has no effect on a service. Labels are
case-sensitive.`,
  check: (facts) =>
    labelProblems(facts, ['label-unknown', 'label-of-hosts', 'label-removed', 'label-system']),
});
