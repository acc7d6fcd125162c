import { nearest } from '../../diagnostics/nearest.ts';
import { balancersOf, isLegacyBalancer, portRulesOf, type PortRule } from '../balancer-facts.ts';
import type { Found } from '../found.ts';
import { sidekickNames, textsOf } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { labelValue, serviceSpot, type VersionFacts } from '../version-facts.ts';

/** What is wrong with the service that a rule leads to. */
function serviceFault(facts: VersionFacts, rule: PortRule, balancer: string): Found | undefined {
  const [service, port] = [rule.text('service'), rule.text('target_port')];
  const of = `a rule of ${balancer}`;
  const at = rule.at('service');
  if (port === '' || port === '0')
    return { at, message: `${of} has a service without a target_port`, hint: 'add target_port' };
  if (service.includes('/')) return undefined;
  if (service === balancer)
    return { at, message: `${of} leads to the load balancer itself`, hint: 'name another service' };
  if (sidekickNames(facts).has(service)) {
    const message = `${of} leads to ${service}, which is a sidekick and not a service of its own`;
    return { at, message, hint: 'name the service that it belongs to' };
  }
  const names = facts.services.map(({ name }) => name);
  if (names.includes(service)) return undefined;
  const meant = nearest(service, names);
  return {
    at,
    message: `${of} leads to ${service}, which is not a service of this stack`,
    hint: meant === undefined ? 'write stack/service for another stack' : `did you mean ${meant}?`,
  };
}

function targetFault(facts: VersionFacts, rule: PortRule, balancer: string): Found | undefined {
  if (['service', 'selector', 'target_port'].some(rule.isAnswered)) return undefined;
  const [service, selector] = [rule.text('service'), rule.text('selector')];
  const of = `a rule of ${balancer}`;
  if (service && selector) {
    const message = `${of} has both a service and a selector`;
    return { at: rule.at('selector'), message, hint: 'remove one of them' };
  }
  if (service) return serviceFault(facts, rule, balancer);
  if (selector || rule.text('container') !== '') return undefined;
  const message = `${of} has neither a service nor a selector`;
  return { at: rule.at('source_port'), message, hint: 'add service and target_port' };
}

export const balancerTarget = versionRule({
  code: 'balancer-target',
  group: 'compose',
  severity: 'error',
  summary: 'a load balancer has no target that exists',
  docs: `Each rule needs a \`service\` with a \`target_port\`, or a \`selector\`, and not both;
Rancher's API rejects everything else. The launch fails if the service is neither in the stack nor
written as \`stack/service\`, and a sidekick is not a service of its own. The old load balancer,
rancher/load-balancer-service, has the services in links and external_links as its targets.`,
  *check(facts) {
    for (const balancer of balancersOf(facts)) {
      for (const rule of portRulesOf(facts, balancer)) {
        const fault = targetFault(facts, rule, balancer.name);
        if (fault) yield fault;
      }
    }
    for (const service of facts.services.filter(isLegacyBalancer)) {
      const links = [...textsOf(service, 'links'), ...textsOf(service, 'external_links')];
      const selector = labelValue(service, 'io.rancher.service.selector.link');
      if (links.length > 0 || selector !== undefined) continue;
      yield {
        at: serviceSpot(facts, service.name, 'image'),
        message: `${service.name} has no links, so it has no targets`,
        hint: 'add the services to links',
      };
    }
  },
});
