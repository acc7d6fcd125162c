import { balancersOf, portRulesOf, type PortRule } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Whether every host name of one rule is one of another; a rule without a name has them all. */
function coversName(wide: string, narrow: string): boolean {
  const [a, b] = [wide.toLowerCase(), narrow.toLowerCase()];
  if (a === '' || a === b) return true;
  if (b === '') return false;
  if (a.startsWith('*')) return b.endsWith(a.slice(1));
  return a.endsWith('*') && b.startsWith(a.slice(0, -1));
}

const isDefault = ({ text }: PortRule) => text('hostname') === '' && text('path') === '';

/** Whether a rule takes all requests of another one, if it is the first of the two. */
const covers = (wide: PortRule, narrow: PortRule): boolean =>
  !isDefault(wide) &&
  wide.text('source_port') === narrow.text('source_port') &&
  coversName(wide.text('hostname'), narrow.text('hostname')) &&
  narrow.text('path').toLowerCase().startsWith(wide.text('path').toLowerCase());

const priorityOf = ({ text }: PortRule) => Number(text('priority')) || Number.POSITIVE_INFINITY;

const isSame = (a: PortRule, b: PortRule) =>
  ['hostname', 'path'].every((key) => a.text(key).toLowerCase() === b.text(key).toLowerCase());

const isKnown = (rule: PortRule) =>
  !['hostname', 'path', 'priority', 'source_port'].some(rule.isAnswered);

export const balancerPriority = versionRule({
  code: 'balancer-priority',
  group: 'compose',
  severity: 'warning',
  summary: 'a rule of a load balancer is never used, because another one comes first',
  docs: `Rules with a lower priority number come first, and those without one last (lb-controller
config/config.go, BackendServices). A rule that takes all requests of a later one hides it: give the rule for
the longer path, or for the single name, the lower number. Rules with the same host name and path share
their requests, and a rule without both gets what no other rule takes.`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      const rules = portRulesOf(facts, service).filter(
        (rule) => isKnown(rule) && ['', 'http', 'https', 'sni'].includes(rule.text('protocol')),
      );
      for (const rule of rules) {
        const first = rules.find(
          (other) =>
            other !== rule &&
            !isSame(other, rule) &&
            covers(other, rule) &&
            Number.isFinite(priorityOf(other)) &&
            priorityOf(other) <= priorityOf(rule),
        );
        if (!first) continue;
        const taken = `${first.text('hostname')}${first.text('path')}`;
        yield {
          at: rule.at(rule.text('priority') === '' ? 'source_port' : 'priority'),
          message: `a rule of ${service.name} is hidden by the one for ${taken}, whose priority is ${first.text('priority')}`,
          hint: `give it a priority below ${first.text('priority')}`,
        };
      }
    }
  },
});
