import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const serviceName = versionRule({
  code: 'service-name',
  group: 'compose',
  severity: 'error',
  summary: "Rancher's API rejects the name of a service",
  docs: `Service names consist of letters, digits and single dashes between them, have at most 63
characters, and must differ in more than case. The launcher also accepts \`a_b\` and \`a.b\`, which
the API then rejects.`,
  *check(facts) {
    for (const { service, key, message } of facts.apiErrors) {
      if (key !== undefined) continue;
      const at = serviceSpot(facts, service);
      yield {
        at,
        message: `Rancher's API rejects the service name ${service || "''"}: ${message}`,
      };
    }
  },
});
