import { planWrite } from '../../generate/plan-write.ts';
import { changedFiles } from '../../generate/same-release.ts';
import {
  newestStable,
  releasedVersions,
  type ReleasedVersion,
} from '../../generate/released-versions.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { filesIn, type CommittedTemplate } from '../../git/committed-template.ts';
import { isAllowed } from '../../publish/allowance.ts';
import { checkBump, nextVersion, smallestVersion } from '../../publish/bump.ts';
import { complete, neededBump, type Bump, type Cause } from '../../publish/cause.ts';
import { compareRancherVersions } from '../../rancher/versions.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import { changesSince } from './plan-release.ts';
import { programVersion } from '../../model/program-version.ts';

/** The version that a release will have, and why. */
export interface NextVersion {
  readonly version: string;
  /** Why, as the end of a line. */
  readonly reason: string;
  readonly causes: readonly Cause[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Released {
  readonly committed: CommittedTemplate | undefined;
  readonly newest: ReleasedVersion | undefined;
  readonly stable: ReleasedVersion | undefined;
}

function releasedIn(committed: CommittedTemplate | undefined): Released {
  const released = releasedVersions(committed?.template);
  const newest = released.findLast(({ version }) => version !== undefined);
  return { committed, newest, stable: newestStable(released) };
}

function render(loaded: LoadedEntry, version: string) {
  return renderEntry(loaded.blueprint, { ...loaded.entry, version }, programVersion);
}

function causesOf(loaded: LoadedEntry, { committed, stable }: Released, version: string): Cause[] {
  return committed ? changesSince(committed, stable, render(loaded, version)) : [];
}

/** Whether the generated files equal the newest version as released. */
function isReleased(loaded: LoadedEntry, { committed, newest }: Released): boolean {
  if (!committed || newest?.version === undefined) return false;
  const fresh = render(loaded, newest.version).version;
  return changedFiles(filesIn(committed.files, newest.folder), fresh, 'any').length === 0;
}

/** What `publish` and `generate --catalog` will refuse without --force, as warnings. */
function editWarnings(loaded: LoadedEntry, { committed }: Released, version: string): Diagnostic[] {
  if (!committed) return [];
  const { name, folder: place } = loaded.entry;
  const { diagnostics } = planWrite({
    name,
    version,
    rendered: render(loaded, version),
    existing: committed.template,
    readVersion: (folder) => filesIn(committed.files, folder),
    at: loaded.at,
    lineEnds: 'any',
    shown: (path) => `${place}/${path}`,
    force: false,
  });
  return diagnostics
    .filter(({ code }) => code === 'target-foreign' || code === 'path-unsafe')
    .map((each) => ({ ...each, severity: 'warning' }));
}

/** The lowest version that `publish` accepts for the changes. */
function automatic(
  loaded: LoadedEntry,
  released: Released,
  allowed: readonly string[],
): NextVersion {
  const own = loaded.entry.version;
  const { newest, stable } = released;
  const keep = (reason: string) => ({ version: own, reason, causes: [], diagnostics: [] });
  if (newest?.version === undefined) return keep('nothing is released yet; version unchanged');
  if (isReleased(loaded, released)) {
    return { ...keep(`no changes since ${newest.version}`), version: newest.version };
  }
  const from = stable?.version ?? newest.version;
  const causes = causesOf(loaded, released, own);
  const bump = neededBump(causes.filter((each) => !isAllowed(each, allowed)));
  const version = smallestVersion(from, newest.version, bump) ?? own;
  if (compareRancherVersions(own, version) >= 0)
    return keep(`high enough already (released: ${from}); version unchanged`);
  return {
    version,
    reason: `a ${bump} release after ${from}`,
    causes: complete(causes, bump === 'major'),
    diagnostics: [],
  };
}

/** The version for a release of `size`; `auto` is the lowest that `publish` accepts. */
export function planNextVersion(
  loaded: LoadedEntry,
  size: Bump | 'auto',
  committed: CommittedTemplate | undefined,
  allowed: readonly string[],
): NextVersion {
  const released = releasedIn(committed);
  const next = planVersion(loaded, size, released, allowed);
  const warnings = editWarnings(loaded, released, next.version);
  return { ...next, diagnostics: [...next.diagnostics, ...warnings] };
}

function planVersion(
  loaded: LoadedEntry,
  size: Bump | 'auto',
  released: Released,
  allowed: readonly string[],
): NextVersion {
  if (size === 'auto') return automatic(loaded, released, allowed);
  const { entry, at } = loaded;
  const version = nextVersion(entry.version, size);
  const causes = causesOf(loaded, released, version);
  const from = released.stable?.version;
  const diagnostics =
    from === undefined
      ? []
      : checkBump({ name: entry.name, from, to: version, causes, allowed, at });
  return {
    version,
    reason: `a ${size} release after ${entry.version}`,
    causes: complete(causes, size === 'major'),
    diagnostics,
  };
}
