import type { Cause } from './cause.ts';

/** Older versions than this many are told by the version folders themselves. */
const mostSections = 40;

const title = '# Changelog';

// What an author or an answer says stands in a list of plain text.
const plain = (text: string) =>
  text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_<>[\]#]/g, String.raw`\$&`);

/**
 * The changelog of a template as its newest version has it: what is new on top of what the version
 * before had. No date, so that it is the same whenever it is made.
 */
export function renderChangelog(
  previous: string | undefined,
  version: string,
  before: string | undefined,
  causes: readonly Cause[],
): string {
  const first =
    before === undefined
      ? 'The first release.'
      : `The first release by rancher-catalog, after ${before}.`;
  const changes =
    previous === undefined && (before === undefined || causes.length === 0)
      ? [first]
      : causes.map(
          ({ bump, message }) => `- ${bump === 'major' ? '**breaking:** ' : ''}${plain(message)}`,
        );
  const section = [
    `## ${version}`,
    '',
    ...(changes.length > 0 ? changes : ['No change in its files.']),
  ];
  const older = (previous ?? '')
    .replaceAll('\r\n', '\n')
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => part.trimEnd())
    .slice(0, mostSections - 1);
  return `${[title, section.join('\n'), ...older].join('\n\n')}\n`;
}
