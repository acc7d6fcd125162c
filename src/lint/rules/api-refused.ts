import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Those that a rule of their own tells of. */
const told = new Set<string | undefined>([undefined, 'image', 'labels', 'health_check']);

export const apiRefused = versionRule({
  code: 'api-refused',
  group: 'compose',
  severity: 'error',
  summary: "Rancher's API refuses a service that the launcher takes",
  docs: `After the launcher Rancher's API has its own checks: min of a scale_policy above its max, a
load balancer on port 42, which is that of the health check, metadata of more than 1 MiB, external_ips
together with a hostname.`,
  *check(facts) {
    for (const { service, key, message } of facts.launch.apiErrors) {
      if (key === undefined || told.has(key)) continue;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher's API refuses ${key} of ${service}: ${message}`,
      };
    }
  },
});
