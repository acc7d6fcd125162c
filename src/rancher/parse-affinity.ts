/** What a scheduling rule checks on a host. */
export type AffinitySubject = 'host-label' | 'container-label' | 'container';

/** One item of a rule. All items of all rules must match. */
export interface AffinityItem {
  /** The text between two commas, not trimmed, because Rancher does not trim it either. */
  readonly text: string;
  /** Undefined in an item without `=`, and in rules for container names. */
  readonly key: string | undefined;
  readonly value: string;
}

/** A scheduling rule as Rancher's allocator reads it from a label. */
export interface AffinityRule {
  readonly subject: AffinitySubject;
  /** A soft rule is dropped if no host matches it. */
  readonly soft: boolean;
  /** True for the `_ne` forms: the host must not match. */
  readonly negated: boolean;
  readonly items: readonly AffinityItem[];
}

export const affinityPrefix = 'io.rancher.scheduler.affinity:';

/** Rule names in the order in which the allocator tries them (cattle AllocationHelperImpl.java:231-262). */
const subjects: readonly (readonly [string, AffinitySubject])[] = [
  ['container_label', 'container-label'],
  ['container', 'container'],
  ['host_label', 'host-label'],
];

const suffixes = new Map([
  ['', { soft: false, negated: false }],
  ['_ne', { soft: false, negated: true }],
  ['_soft', { soft: true, negated: false }],
  ['_soft_ne', { soft: true, negated: true }],
]);

/** The names that `parseAffinityName` accepts: `host_label_soft_ne`. */
export const affinityNames: readonly string[] = subjects.flatMap(([word]) =>
  [...suffixes.keys()].map((suffix) => word + suffix),
);

/** The part of a label key after the prefix → the kind of rule; undefined if Rancher drops it. */
export function parseAffinityName(
  name: string,
): Pick<AffinityRule, 'subject' | 'soft' | 'negated'> | undefined {
  for (const [word, subject] of subjects) {
    if (!name.startsWith(word)) continue;
    const operator = suffixes.get(name.slice(word.length));
    return operator && { subject, ...operator };
  }
  return undefined;
}

// The text is lowercased before the macros (AllocationHelperImpl.java:264-290). An item is split at `=`
// like Java's split, which keeps only the second part.
function parseItem(text: string, subject: AffinitySubject): AffinityItem {
  if (subject === 'container') return { text, key: undefined, value: text };
  const pieces = text.split('=');
  if (pieces.length === 1) return { text, key: undefined, value: text };
  return { text, key: pieces[0], value: pieces[1] ?? '' };
}

/**
 * A scheduling label as the allocator reads it, with its quirks: key and value are lowercased,
 * items are split at commas and not trimmed, empty items are skipped. `value` is the label of the service
 * after interpolation (`$${stack_name}` in a compose file is `${stack_name}` here). Undefined
 * for labels that are not a scheduling rule, or a rule with an unknown name.
 */
export function parseAffinity(key: string, value: string): AffinityRule | undefined {
  const name = key.toLowerCase();
  if (!name.startsWith(affinityPrefix)) return undefined;
  const kind = parseAffinityName(name.slice(affinityPrefix.length));
  if (kind === undefined) return undefined;
  const items = value
    .toLowerCase()
    .split(',')
    .filter((text) => text !== '')
    .map((text) => parseItem(text, kind.subject));
  return { ...kind, items };
}

/** Macros that the allocator replaces. It ignores every other `${…}`. */
export const affinityMacros: ReadonlySet<string> = new Set([
  'service_name',
  'stack_name',
  'project_name',
]);
