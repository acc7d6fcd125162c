import { isGlobal, keepsApart, scaleOf } from '../affinity-facts.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityUnsatisfiable = versionRule({
  code: 'affinity-unsatisfiable',
  group: 'scheduling',
  severity: 'error',
  summary: 'there are fewer hosts than containers that must run on separate hosts',
  docs: `A hard rule keeps the containers of the service on separate hosts, and the default scale
is larger than the number of hosts (\`--hosts\`). Rancher retries the remaining containers forever,
and the service never becomes active. Make the rule soft, or lower the scale.`,
  *check(facts) {
    const { hosts } = facts.of.options;
    if (hosts === undefined) return;
    for (const service of facts.services) {
      const scale = scaleOf(facts, service.name);
      if (isGlobal(service) || scale <= hosts || !keepsApart(service)) continue;
      yield {
        at: serviceSpot(facts, service.name, 'scale'),
        message: `${service.name} needs ${scale} hosts, one per container, but there ${hosts === 1 ? 'is 1' : `are ${hosts}`}`,
        hint: 'use container_label_soft_ne, which does not block when there are too few hosts',
      };
    }
  },
});
