/** The size of a release, in semantic versioning. */
export type Bump = 'major' | 'minor' | 'patch';

/** The kinds of change, and the release that each needs. */
export const causeKinds = {
  'question-removed': 'major',
  'question-renamed': 'major',
  'question-required': 'major',
  'question-retyped': 'major',
  'question-narrowed': 'major',
  'service-removed': 'major',
  'service-retyped': 'major',
  'service-moved': 'major',
  'service-scheduling': 'major',
  'scale-changed': 'major',
  'volume-removed': 'major',
  'volume-changed': 'major',
  'mount-changed': 'major',
  'network-changed': 'major',
  'namespace-changed': 'major',
  'address-changed': 'major',
  'port-removed': 'major',
  'health-check-changed': 'major',
  'upgrade-overlaps': 'major',
  'value-removed': 'major',
  'value-required': 'major',
  'value-narrowed': 'major',
  'stateful-set-changed': 'major',
  'question-added': 'minor',
  'question-widened': 'minor',
  'default-changed': 'minor',
  'value-added': 'minor',
  'service-added': 'minor',
  'volume-added': 'minor',
  'upgrades-changed': 'patch',
  'question-reworded': 'patch',
  'service-changed': 'patch',
  'image-changed': 'patch',
  'file-changed': 'patch',
} as const satisfies Record<string, Bump>;

export type CauseKind = keyof typeof causeKinds;

/** One difference between a released version and a new one. */
export interface Cause {
  readonly kind: CauseKind;
  /** What it is about: a variable, service, volume or file. */
  readonly subject: string;
  readonly bump: Bump;
  /** A sentence without a full stop or secrets. */
  readonly message: string;
  /** What stacks of earlier major versions are offered after a major release: the end of the sentence. */
  readonly offer?: string;
}

/** A difference of a kind. */
export function cause(kind: CauseKind, subject: string, message: string): Cause {
  return { kind, subject, bump: causeKinds[kind], message };
}

/** Causes whose messages include the offers, if the release is a major one. */
export const complete = (causes: readonly Cause[], isMajor: boolean): Cause[] =>
  causes.map(({ offer = '', message, ...rest }) => ({
    ...rest,
    message: isMajor ? `${message}${offer}` : message,
  }));

const ranks: Record<Bump, number> = { patch: 0, minor: 1, major: 2 };

/** Whether one bump is smaller than another. */
export function isSmaller(a: Bump, b: Bump): boolean {
  return ranks[a] < ranks[b];
}

/** The largest bump that any of the causes needs. */
export function neededBump(causes: readonly Cause[]): Bump {
  const order: readonly Bump[] = ['major', 'minor'];
  return order.find((bump) => causes.some((each) => each.bump === bump)) ?? 'patch';
}

/** The largest first, then as found. */
export function sortCauses(causes: readonly Cause[]): Cause[] {
  return [...causes].sort((a, b) => ranks[b.bump] - ranks[a.bump]);
}
