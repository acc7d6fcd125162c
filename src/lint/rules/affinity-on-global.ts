import { affinityRules, isGlobal } from '../affinity-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityOnGlobal = versionRule({
  code: 'affinity-on-global',
  group: 'scheduling',
  severity: 'warning',
  summary: 'Rancher ignores this scheduling rule on a global service',
  docs: `For a service with \`io.rancher.scheduler.global: 'true'\`, Rancher selects hosts by
host_label rules only. Rules about containers and their labels are ignored.`,
  *check({ services }) {
    for (const service of services.filter(isGlobal)) {
      for (const { rule, label } of affinityRules(service)) {
        if (rule.subject === 'host-label') continue;
        yield {
          at: label.at,
          message: `Rancher ignores this rule: ${service.name} is global, and only host_label rules apply`,
          hint: 'remove the rule, or select hosts by their labels',
        };
      }
    }
  },
});
