import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Keys that another rule reports. */
const reportedElsewhere = new Set<string | undefined>([
  undefined,
  'image',
  'labels',
  'health_check',
]);

export const apiRefused = versionRule({
  code: 'api-refused',
  group: 'compose',
  severity: 'error',
  summary: "Rancher's API rejects a service that the launcher accepts",
  docs: `After the launcher, Rancher's API runs its own checks. It rejects a scale_policy with min
above max, a load balancer on port 42 (the health check port), metadata larger than 1 MiB, and
external_ips together with a hostname.`,
  *check(facts) {
    for (const { service, key, message } of facts.apiErrors) {
      if (key === undefined || reportedElsewhere.has(key)) continue;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher's API rejects ${key} of ${service}: ${message}`,
      };
    }
  },
});
