import type { Code } from '../diagnostics/codes.ts';
import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';
import { tokenVariable } from './credentials.ts';
import { redact } from './redact.ts';
import type { GitResult } from './run-git.ts';

/** Lines of git's output that an error quotes. */
const mostLines = 20;

/** What git and the server printed, for a message: without progress and advice, secrets masked, cut. */
export function wordsOf(stderr: string, secrets: readonly string[]): string {
  const lines = redact(stderr, secrets)
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .filter(
      (line) => line !== '' && !/^hint: |^To |^Everything up-to-date|^\S+ing objects: /.test(line),
    );
  const shown = lines.slice(0, mostLines);
  const rest = lines.length - shown.length;
  return [...shown, ...(rest > 0 ? [`… and ${rest} more lines`] : [])]
    .map((line) => `\n    git: ${line}`)
    .join('');
}

interface Known {
  readonly pattern: RegExp;
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
}

/** What git prints when another process holds a lock, or was killed while it held one. */
export const lockExists = /Unable to create '.*\.lock': File exists/;

const known: readonly Known[] = [
  {
    pattern: /No space left on device|Disk quota exceeded|File too large|file write error/,
    code: 'target-unwritable',
    message: 'the disk is full',
  },
  {
    pattern: lockExists,
    code: 'git-locked',
    message: 'a git lock file exists: another git process is running, or one was killed',
    hint: 'if no git process is running there, remove the lock file that git names',
  },
  {
    pattern:
      /Please tell me who you are|empty ident name|no email was given|unable to auto-detect email/,
    code: 'author-missing',
    message: 'git has no author for the commit',
    hint: "give --author 'Name <mail@example.com>', or set user.name and user.email in git",
  },
  {
    pattern:
      /gpg failed to sign|error: gpg|signing failed|failed to sign the data|Couldn't load public key|No private key|user\.signing[kK]ey|unsupported value for gpg/,
    code: 'sign-failed',
    message: 'the commit could not be signed',
    hint: 'check user.signingKey and gpg.format in git, or omit --sign',
  },
  {
    pattern: /dubious ownership/,
    code: 'repository-unreachable',
    message: 'git does not trust this repository because it belongs to another user',
    hint: 'see safe.directory in git help config',
  },
  {
    pattern:
      /Authentication failed|could not read (?:Username|Password)|Permission denied|terminal prompts disabled|access denied|HTTP 40[13]|error: 40[13]/i,
    code: 'repository-unreachable',
    message: 'authentication failed',
    hint: `provide credentials: an ssh agent, a credential helper of git, or the variable ${tokenVariable}`,
  },
  {
    pattern:
      /does not appear to be a git repository|[Rr]epository .*not found|not found: did you run|does not exist/,
    code: 'repository-missing',
    message: 'the repository does not exist',
    hint: 'check the address: any address that git clone accepts works',
  },
  {
    pattern:
      /Could not resolve host|unable to access|Connection (?:refused|timed out|reset)|unable to connect|Could not read from remote|early EOF|hung up|unexpected disconnect|Network is unreachable|Broken pipe|RPC failed/i,
    code: 'repository-unreachable',
    message: 'the repository is unreachable, or the connection was lost',
    hint: 'run it again when it is reachable; a publication is complete or not made at all',
  },
];

/** A failed git command as an error: the likely reason, and what git printed. */
export function gitError(
  what: string,
  { stderr, code }: Pick<GitResult, 'stderr' | 'code'>,
  place: { readonly shown: string; readonly secrets: readonly string[] },
): CatalogError {
  const match = known.find(({ pattern }) => pattern.test(stderr));
  const words = wordsOf(stderr, place.secrets);
  const message = match?.message ?? `git could not ${what} (it ended with ${code})`;
  return catalogError(match?.code ?? 'git-failed', `${message}${words}`, match?.hint, {
    file: place.shown,
  });
}
