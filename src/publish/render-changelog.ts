import { complete, type Cause } from './cause.ts';
import { renderNote } from './note.ts';

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
  /** Whether the new version is a major release after it. */
  readonly isMajor: boolean;
}

/**
 * The changelog of a template for its newest version: its changes, above the changelog of the version
 * before. Without a date, so that it is reproducible. `note` is Markdown of the publisher, above the changes.
 */
export function renderChangelog(
  version: string,
  previous: Predecessor | undefined,
  note?: string,
): string {
  const changes = complete(previous?.causes ?? [], previous?.isMajor === true)
    .filter(({ kind, subject }) => kind !== 'file-changed' || subject !== 'README.md')
    .map(({ bump, message }) => `- ${bump === 'major' ? '**breaking:** ' : ''}${plain(message)}`);
  const words = previous ? 'No changes that affect stacks.' : 'First release.';
  const own = note === undefined ? [] : [renderNote(note)];
  // With a note, that nothing else changed needs no words.
  const list = changes.length > 0 || own.length > 0 ? changes : [words];
  const gap = own.length > 0 && list.length > 0 ? [''] : [];
  const section = [`## ${version}`, '', ...own, ...gap, ...list];
  const older = (previous?.changelog ?? '')
    .replaceAll('\r\n', '\n')
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => part.trimEnd())
    .slice(0, mostSections - 1);
  return `${[title, section.join('\n'), ...older].join('\n\n')}\n`;
}
