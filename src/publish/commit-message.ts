/** What a commit does to one entry. */
export interface ReleaseNote {
  readonly name: string;
  readonly version: string;
  readonly revision: number;
  /** False when only the texts and icon of the template change. */
  readonly isRelease: boolean;
}

const lineOf = ({ name, version, revision, isRelease }: ReleaseNote) =>
  isRelease
    ? `${name} ${version} (revision ${revision})`
    : `${name}: config.yml and icon as of ${version}`;

/** The message of a commit: the user's own text, then all entries and versions in it. */
export function commitMessage(notes: readonly ReleaseNote[], own: string | undefined): string {
  const lines = notes.map(lineOf);
  if (own !== undefined) return `${[own.trimEnd(), '', ...lines].join('\n')}\n`;
  const [only] = lines;
  if (only !== undefined && lines.length === 1) return `${only}\n`;
  return `${[`Release ${notes.length} catalog entries`, '', ...lines].join('\n')}\n`;
}
