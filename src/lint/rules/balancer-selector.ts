import { nearest } from '../../diagnostics/nearest.ts';
import { balancersOf, isLegacyBalancer, portRulesOf } from '../balancer-facts.ts';
import { isAsked } from '../label-problems.ts';
import { matches, parseSelector, type SelectorTerm } from '../selector.ts';
import { sidekickNames } from '../service-list.ts';
import type { LabelFacts, ServiceFacts, VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const isOwn = ({ key }: LabelFacts) => !key.startsWith('io.rancher.');

/** Services that a balancer can have as targets. */
function candidates(facts: VersionFacts): readonly ServiceFacts[] {
  const sidekicks = sidekickNames(facts);
  const balancers = balancersOf(facts);
  return facts.services.filter(
    (service) =>
      !sidekicks.has(service.name) && !balancers.includes(service) && !isLegacyBalancer(service),
  );
}

/** A label of the stack that is nearly the one that is meant, as `key=value`. */
function nearMiss(services: readonly ServiceFacts[], terms: readonly SelectorTerm[]) {
  const labels = services.flatMap((service) => service.labels.filter(isOwn));
  for (const { key, values } of terms) {
    const same = labels.find((label) => label.key.toLowerCase() === key.toLowerCase());
    const other = nearest(
      key,
      labels.map((label) => label.key),
    );
    const label = same ?? labels.find((each) => each.key === other);
    const isThis = same !== undefined && values.some((value) => value === same.value);
    if (label && !isThis) return `${label.key}=${label.value}`;
  }
  return undefined;
}

export const balancerSelector = versionRule({
  code: 'balancer-selector',
  group: 'compose',
  severity: 'warning',
  summary: 'no service of the stack has the labels of a selector',
  docs: `A rule with a \`selector\`, such as \`tier=web\`, has all services of the environment with these
labels as targets. If the stack has services, and none of them is a target of the balancer, the selector is
probably misspelled. A stack without other services, whose balancer is for other stacks, is not reported.`,
  *check(facts) {
    const services = candidates(facts);
    const isAnyAsked = services.some(({ labels }) =>
      labels.some((label) => isOwn(label) && isAsked(label.raw)),
    );
    if (isAnyAsked) return;
    for (const balancer of balancersOf(facts)) {
      const rules = portRulesOf(facts, balancer);
      const hasTarget = rules.some(
        ({ text }) =>
          text('service') !== '' ||
          services.some(({ labels }) => matches(parseSelector(text('selector')) ?? [], labels)),
      );
      for (const { text, at, isAnswered } of rules) {
        const selector = text('selector');
        if (selector === '' || isAnswered('selector')) continue;
        const terms = parseSelector(selector);
        if (terms && services.some(({ labels }) => matches(terms, labels))) continue;
        const meant = nearMiss(services, terms ?? []);
        if (terms && meant === undefined && (hasTarget || services.length === 0)) continue;
        yield {
          at: at('selector'),
          message: terms
            ? `no service of this stack has the labels ${selector}, which a rule of ${balancer.name} selects`
            : `a rule of ${balancer.name} has the selector "${selector}", which is not a list of labels`,
          hint:
            meant === undefined
              ? 'add a label: KEY=VALUE, or name a service'
              : `did you mean ${meant}?`,
        };
      }
    }
  },
});
