import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

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
      const { node } = facts.services.find(({ name }) => name === service) ?? {};
      const port = child(child(node, key), 'port');
      yield {
        at: port ? partSpot(facts, service, key, port) : serviceSpot(facts, service, key),
        message: `Rancher's API rejects the health check of ${service}: ${message}`,
        hint: port ? undefined : 'add the port that the service listens on',
      };
    }
  },
});
