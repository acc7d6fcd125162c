import { affinityRules } from '../affinity-facts.ts';
import { versionRule } from '../lint-rule.ts';

const scoped = new Set([
  'io.rancher.stack.name',
  'io.rancher.stack_service.name',
  'io.rancher.project.name',
  'io.rancher.project_service.name',
]);

export const affinitySharedLabel = versionRule({
  code: 'affinity-shared-label',
  group: 'scheduling',
  severity: 'warning',
  summary: 'a scheduling rule matches a label that containers of other stacks can have',
  docs: `A container_label rule checks all containers of a host, including those of other stacks,
so a second stack of the same template is kept off the hosts of the first. Scope the rule with
\`io.rancher.stack_service.name=$\${stack_name}/SERVICE\`, or include \`$\${stack_name}\` in the
label's value.`,
  *check(facts) {
    for (const service of facts.services) {
      for (const { rule, label } of affinityRules(service)) {
        if (rule.subject !== 'container-label') continue;
        const item = rule.items.find(
          ({ key, value }) => key !== undefined && !scoped.has(key) && !value.includes('${'),
        );
        if (!item) continue;
        yield {
          at: label.at,
          message: `"${item.text}" also matches containers of other stacks`,
          hint: 'use io.rancher.stack_service.name=$${stack_name}/SERVICE',
        };
      }
    }
  },
});
