import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const serviceName = versionRule({
  code: 'service-name',
  group: 'compose',
  severity: 'error',
  summary: "Rancher's API refuses the name of a service",
  docs: `Names of services are made of letters, digits and single dashes between them, 63 characters at
most, and differ by more than their case. The launcher also takes \`a_b\` and \`a.b\`, which the API then
refuses.`,
  *check(facts) {
    for (const { service, key, message } of facts.launch.apiErrors) {
      if (key !== undefined) continue;
      const at = serviceSpot(facts, service);
      yield { at, message: `Rancher's API refuses the service name ${service}: ${message}` };
    }
  },
});
