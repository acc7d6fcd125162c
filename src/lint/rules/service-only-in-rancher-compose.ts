import { isOnlyInRancherCompose, serviceSpot } from '../version-facts.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { versionRule } from '../lint-rule.ts';

export const serviceOnlyInRancherCompose = versionRule({
  code: 'service-only-in-rancher-compose',
  group: 'compose',
  severity: 'error',
  summary: 'a service is only in rancher-compose.yml, without an image',
  docs: `The two files are merged by service name. A service that is only in rancher-compose.yml
is launched with an empty image, and Rancher's API rejects it. Most often its name is misspelled.`,
  *check(facts) {
    for (const { service, key, message } of facts.apiErrors) {
      if (key !== 'image' || !isOnlyInRancherCompose(facts, service)) continue;
      const others = facts.services
        .map(({ name }) => name)
        .filter((name) => !isOnlyInRancherCompose(facts, name));
      const meant = nearest(service, others);
      yield {
        at: serviceSpot(facts, service),
        message: `${service} is only in rancher-compose.yml, so it has no image; Rancher's API responds "${message}"`,
        hint: meant === undefined ? 'add it to docker-compose.yml' : `did you mean ${meant}?`,
      };
    }
  },
});
