import { nearest } from '../../diagnostics/nearest.ts';
import { textsOf } from '../service-list.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const linkUnknown = versionRule({
  code: 'link-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'links or depends_on references a service that does not exist',
  docs: `A link defines a DNS name and a start order. A link to a service that is not in the stack
is dropped with a warning in a log, and the name does not resolve. A service of another stack is
written \`stack/service\`; whether it exists is not known before the launch.`,
  *check(facts) {
    const names = facts.services.map(({ name }) => name);
    for (const service of facts.services) {
      for (const key of ['links', 'depends_on']) {
        for (const text of textsOf(service, key)) {
          const [target = ''] = text.split(':');
          // Rancher looks up stack/service in the other stack (executor rancher/service.go:171-213).
          if (names.includes(target) || (key === 'links' && target.includes('/'))) continue;
          const meant = nearest(target, names);
          yield {
            at: serviceSpot(facts, service.name, key),
            message: `${key} of ${service.name} references ${target}, which is not a service of this stack`,
            hint: meant === undefined ? undefined : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
