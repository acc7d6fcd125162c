import { affinityRules, isGlobal } from '../affinity-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const softOnGlobal = versionRule({
  code: 'soft-on-global',
  group: 'scheduling',
  severity: 'warning',
  summary: 'a soft rule on a global service acts like a hard rule',
  docs: `A global service runs on the hosts that match all its host_label rules, and soft rules
count as hard: hosts that do not match get no container.`,
  *check({ services }) {
    for (const service of services.filter(isGlobal)) {
      for (const { rule, label } of affinityRules(service)) {
        if (rule.subject !== 'host-label' || !rule.soft) continue;
        yield {
          at: label.at,
          message: `${service.name} is global, so this soft rule excludes hosts like a hard rule`,
          hint: `write ${label.key.replace('_soft', '')} if this is intended`,
        };
      }
    }
  },
});
