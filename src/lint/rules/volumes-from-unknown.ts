import { nearest } from '../../diagnostics/nearest.ts';
import { itemsOf, servicesByName, unitOf } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

export const volumesFromUnknown = versionRule({
  code: 'volumes-from-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'volumes_from references a service that does not run on the same host',
  docs: `Volumes are shared with a container on the same host, so the other service must be a
sidekick of this service, its primary service, or another sidekick of that primary.`,
  *check(facts) {
    const names = servicesByName(facts);
    for (const service of facts.services) {
      const unit = unitOf(facts, service.name);
      for (const { text, node } of itemsOf(service, 'volumes_from')) {
        const [target = ''] = text.split(':');
        if (unit.has(target)) continue;
        const isThere = names.has(target);
        const meant = isThere ? undefined : nearest(target, names.keys());
        yield {
          at: partSpot(facts, service.name, 'volumes_from', node),
          message: isThere
            ? `${service.name} uses volumes of ${target}, which can run on another host`
            : `${service.name} uses volumes of ${target}, which is not a service of this stack`,
          hint: isThere
            ? `make one a sidekick of the other: io.rancher.sidekicks: ${target}`
            : meant && `did you mean ${meant}?`,
        };
      }
    }
  },
});
