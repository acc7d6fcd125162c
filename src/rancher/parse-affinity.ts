/** What a scheduling rule looks at on a host. */
export type AffinitySubject = 'host-label' | 'container-label' | 'container';

/** One item of a rule; all items of all rules must hold. */
export interface AffinityItem {
  /** The item as it stands between two commas, not trimmed: Rancher does not trim it either. */
  readonly text: string;
  /** Undefined in an item without `=`, and in rules on containers by name. */
  readonly key: string | undefined;
  readonly value: string;
}

/** A scheduling rule as Rancher's allocator reads it from a label. */
export interface AffinityRule {
  readonly subject: AffinitySubject;
  /** A soft rule is given up when no host satisfies it. */
  readonly soft: boolean;
  /** True for the `_ne` forms: the host must not have it. */
  readonly negated: boolean;
  readonly items: readonly AffinityItem[];
}

export const affinityPrefix = 'io.rancher.scheduler.affinity:';

/** Header words in the order the allocator tries them (cattle AllocationHelperImpl.java:231-262). */
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

/** The words of a rule's name, of which `parseAffinityName` makes sense: `host_label_soft_ne`. */
export const affinityNames: readonly string[] = subjects.flatMap(([word]) =>
  [...suffixes.keys()].map((suffix) => word + suffix),
);

/** The part of a label key after the prefix → the kind of rule; undefined when Rancher drops it. */
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

// Lower case comes before the macros (AllocationHelperImpl.java:264-290); an item is cut at `=`
// as Java's split does, which keeps the second piece only.
function parseItem(text: string, subject: AffinitySubject): AffinityItem {
  if (subject === 'container') return { text, key: undefined, value: text };
  const pieces = text.split('=');
  if (pieces.length === 1) return { text, key: undefined, value: text };
  return { text, key: pieces[0], value: pieces[1] ?? '' };
}

/**
 * A scheduling label as the allocator reads it, with its quirks: key and value are made lower case,
 * items are cut at commas and not trimmed, empty items are skipped. `value` is what the service
 * has, after interpolation (`$${stack_name}` in a compose file is `${stack_name}` here). Undefined
 * for labels that are no scheduling rule, or one whose name Rancher does not know.
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

/** Macros that the allocator fills in; nothing else of the form `${…}` means anything to it. */
export const affinityMacros: ReadonlySet<string> = new Set([
  'service_name',
  'stack_name',
  'project_name',
]);
