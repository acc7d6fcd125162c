import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const healthCheckPort = versionRule({
  code: 'health-check-port',
  group: 'compose',
  severity: 'error',
  summary: 'a health check has no port',
  docs: `Every health check needs the \`port\` that it connects to, 1 to 65535; Rancher's API refuses
one without.`,
  *check(facts) {
    for (const { service, key, message } of facts.launch.apiErrors) {
      if (key !== 'health_check') continue;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher's API refuses the health check of ${service}: ${message}`,
      };
    }
  },
});
