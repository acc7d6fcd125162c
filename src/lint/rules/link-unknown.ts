import { nearest } from '../../diagnostics/nearest.ts';
import { textsOf } from '../service-list.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const linkUnknown = versionRule({
  code: 'link-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'links or depends_on names a service that is not there',
  docs: `A link is a name in DNS and an order of starting. One to a service that the stack does not
have is dropped with a warning in a log, and the name does not resolve. A service of another stack is
an \`external_links: [stack/service]\`.`,
  *check(facts) {
    const names = facts.services.map(({ name }) => name);
    for (const service of facts.services) {
      for (const key of ['links', 'depends_on']) {
        for (const text of textsOf(service, key)) {
          const [target = ''] = text.split(':');
          if (names.includes(target)) continue;
          const meant = nearest(target, names);
          yield {
            at: serviceSpot(facts, service.name, key),
            message: `${key} of ${service.name} names ${target}, which is no service of this stack`,
            hint: meant === undefined ? undefined : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
