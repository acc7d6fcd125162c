import type { Cause } from './cause.ts';

/** Sections of older versions are in the changelogs of their own version folders. */
const mostSections = 40;

const title = '# Changelog';

// Text of an author or an answer becomes an item of a Markdown list.
const plain = (text: string) =>
  text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_<>[\]#]/g, String.raw`\$&`);

/** The changelog of the version before the new one. */
export interface Predecessor {
  /** Its CHANGELOG.md; undefined when it has none. */
  readonly changelog: string | undefined;
  readonly causes: readonly Cause[];
}

/**
 * The changelog of a template for its newest version: its changes, above the changelog of the version
 * before. Without a date, so that it is reproducible.
 */
export function renderChangelog(version: string, previous: Predecessor | undefined): string {
  const changes = (previous?.causes ?? [])
    .filter(({ kind, subject }) => kind !== 'file-changed' || subject !== 'README.md')
    .map(({ bump, message }) => `- ${bump === 'major' ? '**breaking:** ' : ''}${plain(message)}`);
  const words = previous ? 'No changes that affect stacks.' : 'First release.';
  const section = [`## ${version}`, '', ...(changes.length > 0 ? changes : [words])];
  const older = (previous?.changelog ?? '')
    .replaceAll('\r\n', '\n')
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => part.trimEnd())
    .slice(0, mostSections - 1);
  return `${[title, section.join('\n'), ...older].join('\n\n')}\n`;
}
