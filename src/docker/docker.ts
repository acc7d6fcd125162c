import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { CatalogError } from '../diagnostics/diagnostic.ts';

/** How a call of docker ended. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  /** The last lines that it wrote, on either stream. */
  readonly said: string;
}

/** How one call is made. */
export interface Call {
  /** Takes what it writes as it comes. */
  readonly show?: (text: string) => void;
  /** Variables beside those of this program. A value here shows in no argument list. */
  readonly env?: Readonly<Record<string, string>>;
  /** It is killed when it takes longer. */
  readonly timeoutMs?: number;
  /** It is interrupted at this signal. */
  readonly signal?: AbortSignal;
}

const mostKept = 4000;
const quickMs = 60_000;
/** A build pulls its base, a push sends all of it. */
const transferMs = 1_200_000;

const underWay = new Set<ChildProcess>();

/** The end of a text that says what is wrong. */
export const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** Runs docker, whatever comes of it. */
export async function tryDocker(args: readonly string[], call: Call = {}): Promise<Ended> {
  const { show, env, timeoutMs = quickMs, signal } = call;
  return new Promise((resolve) => {
    const child = spawn('docker', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in a terminal is meant for this program, which still needs docker to clean up.
      detached: true,
      env: { ...process.env, ...env },
    });
    underWay.add(child);
    let [stdout, said] = ['', ''];
    const interrupt = () => void child.kill('SIGINT');
    signal?.addEventListener('abort', interrupt, { once: true });
    const timer = setTimeout(() => {
      said += `\nit did not end within ${timeoutMs / 1000} s`;
      child.kill('SIGKILL');
    }, timeoutMs);
    const take = (text: string) => {
      said = (said + text).slice(-mostKept);
      show?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    const end = (status: number) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
      underWay.delete(child);
      resolve({ status, stdout: stdout.trim(), said });
    };
    child.once('error', (error) => {
      said += error.message;
      end(127);
    });
    child.once('close', (status) => end(status ?? 1));
  });
}

/** As `tryDocker` without leaving the turn: for the very end of this process. Returns what it printed. */
export function dockerNow(args: readonly string[], timeoutMs = 20_000): string {
  const ended = spawnSync('docker', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  return ended.status === 0 ? ended.stdout.trim() : '';
}

/** Ends the calls that are under way: for the very end of this process. */
export function endCalls(): void {
  for (const child of underWay) child.kill('SIGKILL');
}

/** What a command of docker that did not succeed is told as. */
export function engineFailed(args: readonly string[], { status, said }: Ended): CatalogError {
  return new CatalogError([
    {
      code: 'engine-failed',
      severity: 'error',
      message: `docker ${args[0] ?? ''} ended with ${status}: ${lastLine(said)}`,
    },
  ]);
}

/** Why no container engine can be used here; undefined when one answers. */
export async function engineObstacle(): Promise<string | undefined> {
  const { status, said } = await tryDocker(['version', '--format', '{{.Server.Version}}']);
  if (status === 0) return undefined;
  return status === 127
    ? 'docker is not installed here'
    : `no container engine answers: ${lastLine(said)}`;
}

/** Throws unless a container engine answers here; `hint` says what to do instead. */
export async function assertEngine(hint: string): Promise<void> {
  const message = await engineObstacle();
  if (message === undefined) return;
  throw new CatalogError([{ code: 'engine-missing', severity: 'error', message, hint }]);
}

/** Runs one docker command that must succeed; returns what it printed. */
export async function askDocker(args: readonly string[], call: Call = {}): Promise<string> {
  const ended = await tryDocker(args, call);
  if (ended.status === 0) return ended.stdout;
  throw engineFailed(args, ended);
}

/** A command that moves images, and so may take minutes; what it writes is shown as it comes. */
export async function runDocker(
  args: readonly string[],
  show: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  await askDocker(args, { show, timeoutMs: transferMs, ...(signal ? { signal } : {}) });
}

/** Whether the engine has an image of this name. */
export async function hasImage(tag: string): Promise<boolean> {
  return (await tryDocker(['image', 'inspect', '-f', '{{.Id}}', tag])).status === 0;
}
