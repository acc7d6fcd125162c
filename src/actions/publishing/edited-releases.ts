import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { changelogFile } from '../../generate/same-release.ts';
import { fileDigest } from '../../generate/provenance.ts';
import type { ReleasedVersion } from '../../generate/released-versions.ts';
import { filesIn, type CommittedTemplate } from '../../git/committed-template.ts';

/** The files of a version that are not as they were released, by the digests that it records. */
function editedFiles(
  { provenance, folder }: ReleasedVersion,
  { files }: CommittedTemplate,
): string[] {
  const released = provenance?.files ?? new Map<string, string>();
  if (released.size === 0) return [];
  const current = filesIn(files, folder);
  const paths = new Set([...released.keys(), ...current.keys()]);
  paths.delete(changelogFile);
  return [...paths]
    .filter((path) => {
      const file = current.get(path);
      return (file && fileDigest(file)) !== released.get(path);
    })
    .sort();
}

/**
 * A warning for each released version that was edited afterwards. It does not need the history of the
 * repository, which `publish` does not fetch. Versions of other tools record nothing to compare with.
 */
export function editedReleases(
  place: string,
  released: readonly ReleasedVersion[],
  committed: CommittedTemplate,
): Diagnostic[] {
  return released.flatMap((each): Diagnostic[] => {
    const files = editedFiles(each, committed);
    if (files.length === 0) return [];
    return [
      {
        code: 'history-edited',
        severity: 'warning',
        message: `this version was changed after its release: ${files.join(', ')}`,
        at: { file: `${place}/${each.folder}` },
        hint: 'check on a checkout of the catalog names the commit, and how to restore it',
      },
    ];
  });
}
