import { child } from '../../source/yaml-node.ts';
import { isGlobal } from '../affinity-facts.ts';
import { sidekickNames } from '../service-list.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const scaleIgnored = versionRule({
  code: 'scale-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'the scale of a service has no effect',
  docs: `A global service has one container on each host that matches, and a sidekick as many as the
service that it belongs to, whatever their scale is. A scale below one is read as one (executor
rancher/service.go, getConfiguredScale).`,
  *check(facts) {
    const sidekicks = sidekickNames(facts);
    for (const service of facts.services) {
      const { name, node } = service;
      if (!child(node, 'scale')) continue;
      const scale = Number(serviceText(service, 'scale'));
      const reason = isGlobal(service)
        ? `${name} is global, so Rancher ignores its scale`
        : sidekicks.has(name)
          ? `${name} is a sidekick, so Rancher ignores its scale`
          : scale < 0
            ? `Rancher reads the scale ${scale} of ${name} as 1`
            : undefined;
      if (reason !== undefined) yield { at: serviceSpot(facts, name, 'scale'), message: reason };
    }
  },
});
