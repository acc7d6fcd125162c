import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sameFile, type TreeFile } from '../../model/file-tree.ts';
import type { PlannedRelease } from './chart-release.ts';
import type { ReleasedChart } from './chart-repository.ts';
import { archiveDigest } from './index-entry.ts';
import { indexFile } from './index-faults.ts';
import type { ListedRelease } from './index-outline.ts';

/** An error if a version is listed with another archive. */
export function changedArchive(
  { name, version, archive, at }: PlannedRelease,
  { digest }: ListedRelease,
): Diagnostic[] {
  const fresh = archiveDigest(archive);
  if (digest === fresh) return [];
  const old = digest === undefined ? 'has no digest' : `has the digest ${digest}`;
  return [
    {
      code: 'version-released',
      severity: 'error',
      message: `version ${version} of the chart ${name} is in ${indexFile} and immutable: its archive ${old}, and would get ${fresh}`,
      at,
      hint: 'release the change as a higher version',
    },
  ];
}

/** An error if a version in a folder is not what would be written. */
export function changedFiles(
  { name, version, files, at }: PlannedRelease,
  same: ReleasedChart,
): Diagnostic[] {
  const old = same.files() ?? new Map<string, TreeFile>();
  const paths = new Set([...old.keys(), ...files.keys()]);
  const changed = [...paths].filter((path) => !sameFile(old.get(path), files.get(path))).sort();
  if (changed.length === 0) return [];
  return [
    {
      code: 'version-released',
      severity: 'error',
      message: `version ${version} of the chart ${name} is released and immutable, but ${changed.join(', ')} would change`,
      at,
      hint: 'release the change as a higher version',
    },
  ];
}
