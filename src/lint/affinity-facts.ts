import { parseAffinity, type AffinityRule } from '../rancher/parse-affinity.ts';
import { labelValue, serviceText, type LabelFacts, type ServiceFacts } from './version-facts.ts';

/** A scheduling rule of a service, with the label it was read from. */
export interface PlacedRule {
  readonly rule: AffinityRule;
  readonly label: LabelFacts;
}

/** The scheduling rules of a service that Rancher knows. */
export function affinityRules(service: ServiceFacts): PlacedRule[] {
  return service.labels.flatMap((label) => {
    const rule = parseAffinity(label.key, label.value);
    return rule ? [{ rule, label }] : [];
  });
}

/** One container on every host that matches. */
export const isGlobal = (service: ServiceFacts): boolean =>
  labelValue(service, 'io.rancher.scheduler.global')?.toLowerCase() === 'true';

export const isOnHostNetwork = (service: ServiceFacts): boolean =>
  serviceText(service, 'network_mode') === 'host';

const self = /^(?:\$\{(?:stack_name|project_name)\}\/)?(?:\$\{service_name\}|(.+))$/;

/** Whether a value of a rule on `io.rancher.stack_service.name` means the service itself. */
function namesItself(value: string, name: string): boolean {
  const found = self.exec(value);
  return found !== null && (found[1] === undefined || found[1] === name.toLowerCase());
}

/** Whether a hard rule keeps a second container of the service from its hosts. */
export function keepsApart(service: ServiceFacts): boolean {
  return affinityRules(service).some(({ rule }) => {
    if (rule.subject !== 'container-label' || !rule.negated || rule.soft) return false;
    return rule.items.some(({ key, value }) => {
      if (key === 'io.rancher.stack_service.name' || key === 'io.rancher.project_service.name') {
        return namesItself(value, service.name);
      }
      return service.labels.some(
        (own) => own.key.toLowerCase() === key && own.value.toLowerCase() === value,
      );
    });
  });
}
