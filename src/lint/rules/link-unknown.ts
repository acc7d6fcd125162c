import { nearest } from '../../diagnostics/nearest.ts';
import { itemsOf, servicesByName } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { otherTexts } from '../other-branches.ts';
import type { VersionFacts } from '../version-facts.ts';
import { isAnswered, partSpot } from '../written-part.ts';

/** Whether another answer adds a service, so that a link to it is meant for that answer. */
const isOptional = (facts: VersionFacts, name: string): boolean =>
  [...otherTexts(facts)].some((texts) =>
    texts.some((text) => text.split('\n').some((line) => line.trim() === `${name}:`)),
  );

export const linkUnknown = versionRule({
  code: 'link-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'links, external_links or depends_on references a service that does not exist',
  docs: `A link defines a DNS name and a start order. A link to a service that is not in the stack
is dropped with a warning in a log, and the name does not resolve. A service of another stack is
written \`stack/service\`, also in external_links; whether it exists is not known before the launch. A
link to a service that a template adds with another answer is not reported.`,
  *check(facts) {
    const names = servicesByName(facts);
    for (const service of facts.services) {
      for (const key of ['links', 'external_links', 'depends_on']) {
        for (const { text, node } of itemsOf(service, key)) {
          const target = (text.split(':')[0] ?? '').trim();
          // Rancher looks up stack/service in the other stack (executor rancher/service.go:171-213).
          if (names.has(target) || (key !== 'depends_on' && target.includes('/'))) continue;
          if (key === 'external_links' && isAnswered(facts, service.name, key, node)) continue;
          if (isOptional(facts, target)) continue;
          const meant = nearest(target, names.keys());
          const other = key === 'depends_on' ? '' : ', or write stack/service for another stack';
          yield {
            at: partSpot(facts, service.name, key, node),
            message: `${key} of ${service.name} references ${target}, which is not a service of this stack`,
            hint: meant === undefined ? `add the service${other}` : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
