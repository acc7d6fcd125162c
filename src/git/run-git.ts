import { catalogError } from '../diagnostics/diagnostic.ts';
import { runProgram, type ProgramFailure } from '../process/run-program.ts';

/** How git is called. */
export interface GitOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What git printed, and how it ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** For commands that do not connect to a server. */
const localTimeoutMs = 120_000;

/** The file list and contents of a catalog are far smaller. */
const mostBytes = 1024 * 1024 * 1024;

// Variables that a hook or an outer git has set would redirect our calls to another repository.
const inherited =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CEILING_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE|GRAFT_FILE)$/;

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !inherited.test(name));
  return {
    ...Object.fromEntries(own),
    // Never prompt for a password; always print the English messages that git-error.ts matches.
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
    LANGUAGE: 'C',
    ...added,
  };
}

// No maintenance in the background, and no quoted paths.
const settings = [
  'gc.auto=0',
  'maintenance.auto=false',
  'core.quotePath=false',
  'advice.detachedHead=false',
].flatMap((setting) => ['-c', setting]);

function failureOf({ reason, message }: ProgramFailure, command: string): Error {
  if (reason === 'missing') {
    return catalogError(
      'git-missing',
      'git is not installed',
      'install git 2.31 or later, and put it on the PATH',
    );
  }
  if (reason === 'timeout') {
    return catalogError(
      'git-timeout',
      `git ${command} ${message} and was stopped`,
      'check that the server is reachable, or give --timeout a higher value',
    );
  }
  return catalogError('git-failed', `git ${command} ${message}`);
}

/**
 * Runs `git` with these arguments. Resolves however git ends; rejects with a CatalogError when git
 * is not there or takes too long, with the reason of the signal when that fires.
 */
export async function runGit(
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitResult> {
  const { cwd, env = {}, input, timeoutMs = localTimeoutMs, signal } = options;
  const { code, stdout, stderr, failure } = await runProgram('git', [...settings, ...args], {
    cwd,
    env: environment(env),
    input,
    timeoutMs,
    signal,
    mostBytes,
  });
  if (failure?.reason === 'interrupted') signal?.throwIfAborted();
  if (failure) throw failureOf(failure, args[0] ?? '');
  return { code: code ?? 128, stdout, stderr: stderr.toString() };
}
