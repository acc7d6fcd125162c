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
  summary: 'a scheduling rule looks at a label that containers of other stacks may have',
  docs: `A container_label rule looks at all containers of a host, those of other stacks included: a
second stack of the same template shuts out the first. Scope the rule by
\`io.rancher.stack_service.name=$\${stack_name}/SERVICE\`, or put \`$\${stack_name}\` into the label's
value.`,
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
          message: `"${item.text}" is met by containers of other stacks too`,
          hint: 'use io.rancher.stack_service.name=$${stack_name}/SERVICE',
        };
      }
    }
  },
});
