/** What a commit does to one entry. */
export interface ReleaseNote {
  readonly name: string;
  readonly version: string;
  /** That of the entry for Rancher 1.6; undefined if only the chart changes. */
  readonly revision: number | undefined;
  /** False when only texts and icons change. */
  readonly isRelease: boolean;
}

function lineOf({ name, version, revision, isRelease }: ReleaseNote): string {
  if (isRelease) {
    return `${name} ${version} (${revision === undefined ? 'chart' : `revision ${revision}`})`;
  }
  return `${name}: ${revision === undefined ? '' : 'config.yml and '}icon as of ${version}`;
}

/** The message of a commit: the user's own text, then all entries and versions in it. */
export function commitMessage(notes: readonly ReleaseNote[], own: string | undefined): string {
  const lines = notes.map(lineOf);
  if (own !== undefined) return `${[own.trimEnd(), '', ...lines].join('\n')}\n`;
  const [only] = lines;
  if (only !== undefined && lines.length === 1) return `${only}\n`;
  return `${[`Release ${notes.length} catalog entries`, '', ...lines].join('\n')}\n`;
}
