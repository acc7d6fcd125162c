import { parseAffinity, type AffinitySubject } from '../parse-affinity.ts';
import type { HostBefore } from './host-before.ts';

/** One item of a scheduling rule of a container, with its macros replaced: a constraint of the allocator. */
export interface PlacementRule {
  readonly subject: AffinitySubject;
  readonly soft: boolean;
  readonly negated: boolean;
  /** In lowercase; undefined in an item without `=`, and in rules for container names. */
  readonly key: string | undefined;
  /** In lowercase, except what a macro put in. */
  readonly value: string;
}

/** A container of a stack, for the rules that it has or matches. */
export interface RuledContainer {
  readonly stack: string;
  /** `web`; of a sidekick `web/sidekick`. */
  readonly service: string;
  /** Of its launch configuration. */
  readonly labels: Readonly<Record<string, string>>;
}

export const stackServiceLabel = 'io.rancher.stack_service.name';
const containerRule = 'io.rancher.scheduler.affinity:container_label';

/**
 * What Rancher makes of a rule about `io.rancher.stack_service.name` when it creates a container: the stack is put
 * before the bare name of a service, and the name of a sidekick behind that of its own service
 * (cattle AllocationHelperImpl.java:116-151, normalizeLabels).
 */
function normalized(
  key: string,
  value: string,
  { stack, service }: RuledContainer,
  services: ReadonlySet<string>,
): string {
  if (!key.startsWith(containerRule) || !value.startsWith(stackServiceLabel)) return value;
  let name = value.slice(stackServiceLabel.length + 1);
  if (!name.includes('/') && services.has(name.toLowerCase())) name = `${stack}/${name}`;
  const sidekick = service.split('/')[1];
  if (sidekick !== undefined && `${stack}/${service}`.startsWith(name)) name += `/${sidekick}`;
  return `${stackServiceLabel}=${name}`;
}

/** The scheduling rules of a container. `services` are the names of the stack's services in lowercase. */
export function rulesOf(
  container: RuledContainer,
  services: ReadonlySet<string>,
): readonly PlacementRule[] {
  const { stack, service, labels } = container;
  const macros = (text: string) =>
    text
      .replaceAll(/\$\{(?:stack|project)_name\}/g, () => stack)
      .replaceAll('${service_name}', () => service);
  return Object.entries(labels).flatMap(([key, written]) => {
    const rule = parseAffinity(key, normalized(key, written, container, services));
    if (!rule) return [];
    const { subject, soft, negated, items } = rule;
    return items.map((item) => ({
      subject,
      soft,
      negated,
      key: item.key === undefined ? undefined : macros(item.key),
      value: macros(item.value),
    }));
  });
}

/** A rule as it is written: "container_label_ne a=b". */
export function ruleName({ subject, soft, negated, key, value }: PlacementRule): string {
  const kind = `${subject.replace('-', '_')}${soft ? '_soft' : ''}${negated ? '_ne' : ''}`;
  return `${kind} ${key === undefined ? value : `${key}=${value}`}`;
}

/** Whether `key=` makes the allocator throw, whatever the host (AllocationHelperImpl.java:337). */
export const isBroken = ({ subject, key, value }: PlacementRule): boolean =>
  subject !== 'container' && key !== undefined && (value === '' || key === '');

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Whether a container has the label or name that a rule is about; the rule may want it or not. */
export function concerns(
  rule: PlacementRule,
  container: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
): boolean {
  const { subject, key, value, negated } = rule;
  if (subject === 'host-label') return false;
  if (subject === 'container') {
    // Odd: only the negated form depends on case (ContainerAffinityConstraint.java:35-51).
    return negated ? container.name === value : same(container.name, value);
  }
  if (key === undefined) return false;
  return Object.entries(container.labels).some(
    ([label, text]) => same(label, key) && same(text, value),
  );
}

/** Whether a host has the label that a rule is about (HostAffinityConstraint.java:30-55). */
const hasLabel = ({ key, value }: PlacementRule, labels: HostBefore['labels']): boolean =>
  key !== undefined &&
  Object.entries(labels).some(
    ([label, text]) => label.toLowerCase() === key && text.toLowerCase() === value,
  );

/** Whether a host has what a rule is about before the launch. */
export const concernsHost = (rule: PlacementRule, host: HostBefore): boolean =>
  rule.subject === 'host-label'
    ? hasLabel(rule, host.labels)
    : host.containers.some((container) => concerns(rule, container));

/**
 * A rule in the error of the allocator (ContainerLabelAffinityConstraint.java:47-50,
 * HostAffinityConstraint.java:63-64: the operator is glued to the key).
 */
export function ruleText({ subject, soft, negated, key, value }: PlacementRule): string {
  if (subject === 'host-label') {
    return `needs host with label ${key ?? 'null'}${soft ? '_soft' : ''}${negated ? '_ne' : ''}: ${value}`;
  }
  const verb = `host ${soft ? 'should' : 'must'}${negated ? ' not' : ''} have a container with`;
  return subject === 'container'
    ? `${verb} name or uuid ${value}`
    : `${verb} label ${key ?? 'null'}=${value}`;
}
