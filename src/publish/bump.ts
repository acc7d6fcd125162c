import inc from 'semver/functions/inc.js';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { compareRancherVersions } from '../rancher/versions.ts';
import { isAllowed } from './allowance.ts';
import { complete, isSmaller, neededBump, type Bump, type Cause } from './cause.ts';

const numbers = (version: string) => (version.replace(/^v/, '').split(/[-+]/)[0] ?? '').split('.');

/** The bump from one version to another, by their numbers. A change of the suffix counts as a patch. */
export function bumpBetween(from: string, to: string): Bump {
  const [old, fresh] = [numbers(from), numbers(to)];
  if (old[0] !== fresh[0]) return 'major';
  return old[1] === fresh[1] ? 'patch' : 'minor';
}

/** What decides whether a version is high enough. */
export interface BumpInput {
  readonly name: string;
  /** The latest stable version that is released: stacks upgrade from it. */
  readonly from: string;
  readonly to: string;
  readonly causes: readonly Cause[];
  readonly allowed: readonly string[];
  readonly at: Place;
}

/** An error when the bump is too small for what has changed. */
export function checkBump({ name, from, to, causes, allowed, at }: BumpInput): Diagnostic[] {
  const bump = bumpBetween(from, to);
  const counted = causes.filter((each) => !isAllowed(each, allowed));
  const grave = counted.filter((each) => isSmaller(bump, each.bump));
  if (grave.length === 0) return [];
  const list = complete(grave, true).map(
    (each) => `\n    ${each.bump}: ${each.message} (${each.kind}:${each.subject})`,
  );
  const needed = neededBump(grave);
  return [
    {
      code: 'bump-too-small',
      severity: 'error',
      message: `${name} ${to} is a ${bump} release after ${from}, but these changes need a ${needed} release:${list.join('')}`,
      at,
      hint: `use ${smallestVersion(from, undefined, needed) ?? `a ${needed} release`}, or allow a cause: --allow ${grave[0]?.kind ?? ''}`,
    },
  ];
}

/**
 * The lowest version for a bump: above `from`, the latest stable one, and above `newest`, which may
 * be a pre-release. Undefined when `from` is not a semantic version.
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
  // There is a pre-release of a later version: the next release is that version.
  const own = numbers(newest).join('.');
  return compareRancherVersions(own, newest) > 0 ? own : (inc(own, 'patch') ?? undefined);
}

/** Bumps a version as npm does: a pre-release becomes the release that it precedes. */
export function nextVersion(version: string, size: Bump): string {
  return inc(version, size) ?? version;
}
