import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const healthCheckPort = versionRule({
  code: 'health-check-port',
  group: 'compose',
  severity: 'error',
  summary: 'a health check has no port',
  docs: `Every health check requires a \`port\` from 1 to 65535. Rancher's API rejects a health
check without one.`,
  *check(facts) {
    for (const { service, key, message } of facts.apiErrors) {
      if (key !== 'health_check') continue;
      yield {
        at: serviceSpot(facts, service, key),
        message: `Rancher's API rejects the health check of ${service}: ${message}`,
      };
    }
  },
});
