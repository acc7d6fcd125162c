import { isGlobal, keepsApart, scaleOf } from '../affinity-facts.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityUnsatisfiable = versionRule({
  code: 'affinity-unsatisfiable',
  group: 'scheduling',
  severity: 'error',
  summary: 'there are fewer hosts than containers that must be apart',
  docs: `A hard rule keeps the containers of the service on hosts of their own, and at its default
scale there are more of them than hosts (\`--hosts\`). The rest is tried again for ever, and the service
never becomes active. Make the rule soft, or lower the scale.`,
  *check(facts) {
    const { hosts } = facts.of.options;
    if (hosts === undefined) return;
    for (const service of facts.services) {
      const scale = scaleOf(facts, service.name);
      if (isGlobal(service) || scale <= hosts || !keepsApart(service)) continue;
      yield {
        at: serviceSpot(facts, service.name, 'scale'),
        message: `${service.name} needs ${scale} hosts, one for each container, and there ${hosts === 1 ? 'is 1' : `are ${hosts}`}`,
        hint: 'container_label_soft_ne gives way where there are too few hosts',
      };
    }
  },
});
