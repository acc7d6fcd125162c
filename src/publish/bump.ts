import { inc } from 'semver';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { compareRancherVersions } from '../rancher/versions.ts';
import { isAllowed } from './allowance.ts';
import { isSmaller, neededBump, type Bump, type Cause } from './cause.ts';

const numbers = (version: string) => (version.replace(/^v/, '').split(/[-+]/)[0] ?? '').split('.');

/** How far a version is from another, by their numbers: whatever follows those counts as a patch. */
export function bumpBetween(from: string, to: string): Bump {
  const [old, fresh] = [numbers(from), numbers(to)];
  if (old[0] !== fresh[0]) return 'major';
  return old[1] === fresh[1] ? 'patch' : 'minor';
}

/** What a release is judged by. */
export interface BumpInput {
  readonly name: string;
  /** The newest version released that is no pre-release: that is what stacks upgrade from. */
  readonly from: string;
  readonly to: string;
  readonly causes: readonly Cause[];
  readonly allowed: readonly string[];
  readonly at: Place;
}

/** A refusal when the version is too close to the last one for what has changed. */
export function checkBump({ name, from, to, causes, allowed, at }: BumpInput): Diagnostic[] {
  const bump = bumpBetween(from, to);
  const counted = causes.filter((each) => !isAllowed(each, allowed));
  const grave = counted.filter((each) => isSmaller(bump, each.bump));
  if (grave.length === 0) return [];
  const list = grave.map(
    (each) => `\n    ${each.bump}: ${each.message} (${each.kind}:${each.subject})`,
  );
  const needed = neededBump(grave);
  return [
    {
      code: 'bump-too-small',
      severity: 'error',
      message: `${name} ${to} is a ${bump} release after ${from}, and this needs a ${needed} one:${list.join('')}`,
      at,
      hint: `use ${smallestVersion(from, undefined, needed) ?? `a ${needed} release`}, or accept a cause: --allow ${grave[0]?.kind ?? ''}`,
    },
  ];
}

/**
 * The smallest version for a release of some size: after `from`, the newest that is no pre-release,
 * and after `newest`, which may be one. Undefined when `from` is no semantic version.
 */
export function smallestVersion(
  from: string,
  newest: string | undefined,
  bump: Bump,
): string | undefined {
  const core = numbers(from).join('.');
  const next = inc(core, bump) ?? undefined;
  if (next === undefined || newest === undefined) return next;
  if (compareRancherVersions(next, newest) > 0) return next;
  // A pre-release of a later version is there: the release it was for is the next one.
  const own = numbers(newest).join('.');
  return compareRancherVersions(own, newest) > 0 ? own : (inc(own, 'patch') ?? undefined);
}

/** A version moved by a size, as npm does: a pre-release becomes the release it was for. */
export function nextVersion(version: string, size: Bump): string {
  return inc(version, size) ?? version;
}
