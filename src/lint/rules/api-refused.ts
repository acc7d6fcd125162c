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
  summary: 'Rancher rejects a service after it has read the files',
  docs: `When the files are read, Rancher converts each service: a port or expose value that is not a
port, a retry count of restart that is not a number, a device with more than three parts or a rate without
a number ends the launch. Then the API runs its own checks. It rejects a scale_policy with min
above max, a load balancer on port 42 (the health check port), metadata larger than 1 MiB, and
external_ips together with a hostname.`,
  *check(facts) {
    const { creation } = facts.launch;
    if (creation && !creation.isCrash && !reportedElsewhere.has(creation.key)) {
      const { service, key, message } = creation;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher rejects ${key} of ${service}: ${message}`,
      };
    }
    for (const { service, key, message } of facts.apiErrors) {
      if (key === undefined || reportedElsewhere.has(key)) continue;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher's API rejects ${key} of ${service}: ${message}`,
      };
    }
  },
});
