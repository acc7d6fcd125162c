import { isOnlyInRancherCompose, serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const imageMissing = versionRule({
  code: 'image-missing',
  group: 'compose',
  severity: 'error',
  summary: 'a service has no image',
  docs: `The launcher accepts the service, but Rancher's API rejects it: "Image is required".`,
  *check(facts) {
    for (const { service, key, message } of facts.apiErrors) {
      if (key !== 'image' || isOnlyInRancherCompose(facts, service)) continue;
      const at = serviceSpot(facts, service);
      yield { at, message: `${service} has no image; Rancher's API responds "${message}"` };
    }
  },
});
