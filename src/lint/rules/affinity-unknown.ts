import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityUnknown = versionRule({
  code: 'affinity-unknown',
  group: 'scheduling',
  severity: 'error',
  summary: 'Rancher drops a scheduling rule that it does not know',
  docs: `After \`io.rancher.scheduler.affinity:\` the name is host_label, container_label or container,
with \`_ne\`, \`_soft\` or \`_soft_ne\`, and nothing else: a rule such as not_host_label is dropped without
a word, and containers go anywhere.`,
  check: (facts) => labelProblems(facts, ['affinity-unknown']),
});
