import type { Cause } from './cause.ts';

/** Older versions than this many are told by the version folders themselves. */
const mostSections = 40;

const title = '# Changelog';

// What an author or an answer says stands in a list of plain text.
const plain = (text: string) =>
  text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_<>[\]#]/g, String.raw`\$&`);

/** The changelog of the version before the new one. */
export interface Predecessor {
  /** Its CHANGELOG.md; undefined when it has none. */
  readonly changelog: string | undefined;
  readonly causes: readonly Cause[];
}

/**
 * The changelog of a template as its newest version has it: what is new, on top of what the version
 * before had. No date, so that it is the same whenever it is made.
 */
export function renderChangelog(version: string, previous: Predecessor | undefined): string {
  const changes = (previous?.causes ?? [])
    .filter(({ kind, subject }) => kind !== 'file-changed' || subject !== 'README.md')
    .map(({ bump, message }) => `- ${bump === 'major' ? '**breaking:** ' : ''}${plain(message)}`);
  const words = previous ? 'No change that a stack would notice.' : 'The first release.';
  const section = [`## ${version}`, '', ...(changes.length > 0 ? changes : [words])];
  const older = (previous?.changelog ?? '')
    .replaceAll('\r\n', '\n')
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => part.trimEnd())
    .slice(0, mostSections - 1);
  return `${[title, section.join('\n'), ...older].join('\n\n')}\n`;
}
