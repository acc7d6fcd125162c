import { serviceSpot } from '../version-facts.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { versionRule } from '../lint-rule.ts';

export const serviceOnlyInRancherCompose = versionRule({
  code: 'service-only-in-rancher-compose',
  group: 'compose',
  severity: 'error',
  summary: 'a service stands in rancher-compose.yml only, without an image',
  docs: `The two files are merged by the names of services. One that rancher-compose.yml alone has is
launched with an empty image, and Rancher's API refuses it: most often its name is misspelt.`,
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
        message: `${service} stands in rancher-compose.yml only, so it has no image: Rancher says "${message}"`,
        hint: meant === undefined ? 'add it to docker-compose.yml' : `did you mean ${meant}?`,
      };
    }
  },
});
