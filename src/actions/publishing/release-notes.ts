import type { ReleaseNote } from '../../publish/commit-message.ts';
import type { ChartRelease } from './plan-chart-releases.ts';
import type { Release } from './plan-release.ts';

/** What a commit does to each entry and its chart. `changed`: the entries that change. */
export function releaseNotes(
  changed: readonly Release[],
  charts: readonly ChartRelease[],
): ReleaseNote[] {
  const notes = new Map<string, ReleaseNote>();
  for (const { name, version, revision, isRelease } of changed) {
    notes.set(name, { name, version, revision, isRelease });
  }
  for (const { name, version, isRelease, writes } of charts) {
    if (writes.size === 0 && !isRelease) continue;
    const entry = notes.get(name);
    const revision = entry?.isRelease === true || !isRelease ? entry?.revision : undefined;
    const isAny = isRelease || entry?.isRelease === true;
    notes.set(name, { name, version, revision, isRelease: isAny });
  }
  return [...notes.values()];
}
