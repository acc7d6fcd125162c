import { spawn } from 'node:child_process';
import { CatalogError } from '../diagnostics/diagnostic.ts';

/** How git is called. */
export interface GitOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What git said, and how it ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What is settled at its first use ends sooner than any answer of a server. */
const localTimeoutMs = 120_000;

/** A catalog's file list or contents stay far below this. */
const mostBytes = 1024 * 1024 * 1024;

/** Thrown when the user interrupts. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

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

const missing = () =>
  new CatalogError([
    {
      code: 'git-missing',
      severity: 'error',
      message: 'the program git cannot be run',
      hint: 'install git 2.31 or later, and put it on the PATH',
    },
  ]);

const tooSlow = (command: string, timeoutMs: number) =>
  new CatalogError([
    {
      code: 'git-timeout',
      severity: 'error',
      message: `git ${command} did not end within ${timeoutMs / 1000} s and was stopped`,
      hint: 'is the server reachable? --timeout gives it longer',
    },
  ]);

/** Ends git and the programs it started (ssh, a credential helper): they are one process group. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Runs `git` with these arguments, without a shell. Resolves however git ends; rejects with a
 * CatalogError when git is not there or takes too long, with Interrupted when the signal fires.
 */
export function runGit(args: readonly string[], options: GitOptions = {}): Promise<GitResult> {
  const { cwd, env = {}, input, timeoutMs = localTimeoutMs, signal } = options;
  if (signal?.aborted) return Promise.reject(new Interrupted());
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...settings, ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: environment(env),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be ended.
      detached: true,
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let [size, failure]: [number, Error | undefined] = [0, undefined];
    const stop = (error: Error) => {
      failure ??= error;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => stop(tooSlow(args[0] ?? '', timeoutMs)), timeoutMs);
    const onAbort = () => stop(new Interrupted());
    signal?.addEventListener('abort', onAbort, { once: true });
    const take = (list: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) stop(new Error(`git ${args[0] ?? ''} prints over ${mostBytes} bytes`));
      else list.push(chunk);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    // Git may end before it has read all: what it says is in its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= error.code === 'ENOENT' ? missing() : error;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (failure) reject(failure);
      else
        resolve({
          code: code ?? 128,
          stdout: Buffer.concat(out),
          stderr: Buffer.concat(err).toString(),
        });
    });
  });
}
