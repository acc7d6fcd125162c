import { nearest } from '../../diagnostics/nearest.ts';
import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { sidekickNames } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';

export const balancerTarget = versionRule({
  code: 'balancer-target',
  group: 'compose',
  severity: 'error',
  summary: 'a rule of a load balancer has no target that exists',
  docs: `Each rule needs a \`service\` with a \`target_port\`, or a \`selector\`, and not both;
Rancher's API rejects everything else. The launch fails if the service is neither in the stack nor
written as \`stack/service\`, and a sidekick is not a service of its own.`,
  *check(facts) {
    const names = facts.services.map(({ name }) => name);
    const sidekicks = sidekickNames(facts);
    for (const balancer of facts.services.filter((each) => isBalancer(facts, each))) {
      for (const rule of portRulesOf(facts, balancer)) {
        const [service, selector, port] = ['service', 'selector', 'target_port'].map(rule.text);
        const of = `a rule of ${balancer.name}`;
        if (['service', 'selector', 'target_port'].some(rule.isAnswered)) continue;
        if (!service && !selector) {
          const at = rule.at('source_port');
          if (rule.text('container') === '')
            yield { at, message: `${of} has neither a service nor a selector` };
        } else if (service && selector) {
          yield { at: rule.at('selector'), message: `${of} has both a service and a selector` };
        } else if (service && (port === '' || port === '0')) {
          yield { at: rule.at('service'), message: `${of} has a service without a target_port` };
        } else if (service && sidekicks.has(service)) {
          const message = `${of} leads to ${service}, which is a sidekick and no service of its own`;
          yield { at: rule.at('service'), message, hint: 'name the service that it belongs to' };
        } else if (service && !service.includes('/') && !names.includes(service)) {
          const meant = nearest(service, names);
          yield {
            at: rule.at('service'),
            message: `${of} leads to ${service}, which is not a service of this stack`,
            hint:
              meant === undefined
                ? 'write stack/service for another stack'
                : `did you mean ${meant}?`,
          };
        }
      }
    }
  },
});
