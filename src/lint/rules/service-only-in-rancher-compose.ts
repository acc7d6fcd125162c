import { serviceSpot } from '../version-facts.ts';
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
    for (const { service, key, message } of facts.launch.apiErrors) {
      const launched = facts.launch.services?.[service];
      if (key !== 'image' || launched?.only_rc !== true) continue;
      const others = facts.services
        .map(({ name }) => name)
        .filter((name) => facts.launch.services?.[name]?.only_rc !== true);
      const meant = nearest(service, others);
      yield {
        at: serviceSpot(facts, service),
        message: `${service} is only in rancher-compose.yml, so it has no image; Rancher's API responds "${message}"`,
        hint: meant === undefined ? 'add it to docker-compose.yml' : `did you mean ${meant}?`,
      };
    }
  },
});
