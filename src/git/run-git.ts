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

/** What is settled at its first use ends sooner than any answer of a server. */
const localTimeoutMs = 120_000;

/** A catalog's file list or contents stay far below this. */
const mostBytes = 1024 * 1024 * 1024;

// What a hook or an outer git has set would send our calls to another repository.
const foreign =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|CEILING_DIRECTORIES|QUARANTINE_PATH|SHALLOW_FILE|GRAFT_FILE)$/;

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(own),
    // Never wait for a password that nobody can type; always say it in the words we know.
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GCM_INTERACTIVE: 'never',
    LC_ALL: 'C',
    LANGUAGE: 'C',
    ...added,
  };
}

// No clean-up starts in the background, no path is quoted, nothing is done to submodules.
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
      'the program git cannot be run',
      'install git 2.31 or later, and put it on the PATH',
    );
  }
  if (reason === 'timeout') {
    return catalogError(
      'git-timeout',
      `git ${command} ${message} and was stopped`,
      'is the server reachable? --timeout gives it longer',
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
