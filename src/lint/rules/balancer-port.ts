import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { isOnHostNetwork } from '../affinity-facts.ts';
import { publishedPorts } from '../port-facts.ts';
import { serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const balancerPort = versionRule({
  code: 'balancer-port',
  group: 'compose',
  severity: 'warning',
  summary: 'a load balancer does not publish a port that it listens on',
  docs: `A balancer listens on the \`source_port\` of each rule, in its container. Only what \`ports\`
publishes can be reached from outside. For a port that is meant for other containers only, list it
in \`expose\`.`,
  *check(facts) {
    for (const service of facts.services.filter((each) => isBalancer(facts, each))) {
      const [ports, exposed] = [publishedPorts(service), publishedPorts(service, 'expose')];
      const isLegacy = serviceText(service, 'image') === 'rancher/load-balancer-service';
      if (!ports || !exposed || isOnHostNetwork(service) || isLegacy) continue;
      const known = new Set([...ports, ...exposed].map(({ inContainer }) => inContainer));
      for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
        const port = Number(text('source_port'));
        if (port === 0 || known.has(port) || isAnswered('source_port')) continue;
        known.add(port);
        yield {
          at: at('source_port'),
          message: `${service.name} listens on ${port}, but ports does not publish it`,
          hint: `add "${port}:${port}" to ports, or "${port}" to expose`,
        };
      }
    }
  },
});
