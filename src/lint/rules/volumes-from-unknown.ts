import { nearest } from '../../diagnostics/nearest.ts';
import { textsOf, unitOf } from '../service-list.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const volumesFromUnknown = versionRule({
  code: 'volumes-from-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'volumes_from names a service that is not beside this one',
  docs: `Volumes are taken from a container on the same host, so the other service must be a sidekick
of this one, its primary, or another sidekick of that.`,
  *check(facts) {
    const names = facts.services.map(({ name }) => name);
    for (const service of facts.services) {
      const unit = unitOf(facts, service.name);
      for (const text of textsOf(service, 'volumes_from')) {
        const [target = ''] = text.split(':');
        if (unit.has(target)) continue;
        const isThere = names.includes(target);
        const meant = isThere ? undefined : nearest(target, names);
        yield {
          at: serviceSpot(facts, service.name, 'volumes_from'),
          message: isThere
            ? `${service.name} takes volumes from ${target}, which may run on another host`
            : `${service.name} takes volumes from ${target}, which is no service of this stack`,
          hint: isThere
            ? `make one the sidekick of the other: io.rancher.sidekicks: ${target}`
            : meant && `did you mean ${meant}?`,
        };
      }
    }
  },
});
