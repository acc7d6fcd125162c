import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Obstructed } from '../../git/tags.ts';
import type { ReleaseNote } from '../../publish/commit-message.ts';

/** The tag of a release: several entries share a repository. */
export const tagOf = ({ name, version }: ReleaseNote): string => `${name}/${version}`;

/** The error for a tag that cannot be made: the one in its way belongs to someone, and is never moved. */
export const tagInTheWay = ({ name, existing }: Obstructed, shown: string): Diagnostic => ({
  code: 'tag-exists',
  severity: 'error',
  message:
    name === existing
      ? `the tag ${name} already exists, although this version is not released`
      : `the tag ${name} cannot be made beside the tag ${existing}: git stores them as a file and a folder of one name`,
  at: { file: shown },
  hint: 'delete the tag if it is a mistake, or publish without --tag; publish never moves a tag',
});

/** Git applies a push that is all or nothing in part where a server hides references: the tags are missing. */
export const refusedTags = ({ code, message, at }: Diagnostic): Diagnostic[] =>
  code === 'push-refused'
    ? [
        {
          code,
          severity: 'warning',
          message: `the entries are published, but ${message.replace('the push', 'the tags')}`,
          ...(at === undefined ? {} : { at }),
          hint: 'ask the administrator of the repository why, or publish without --tag',
        },
      ]
    : [];
