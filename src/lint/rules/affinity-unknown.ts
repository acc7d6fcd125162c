import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityUnknown = versionRule({
  code: 'affinity-unknown',
  group: 'scheduling',
  severity: 'error',
  summary: 'Rancher drops an unknown scheduling rule',
  docs: `After \`io.rancher.scheduler.affinity:\` the name must be host_label, container_label or
container, optionally with \`_ne\`, \`_soft\` or \`_soft_ne\`. Any other rule, such as
not_host_label, is silently dropped, and containers are placed anywhere.`,
  check: (facts) => labelProblems(facts, ['affinity-unknown']),
});
