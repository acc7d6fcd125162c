import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';
import { lastLine } from '../process/last-line.ts';
import { runNow } from '../process/run-now.ts';
import { runProgram } from '../process/run-program.ts';

/** How a call of docker ended. */
export interface DockerResult {
  readonly status: number;
  readonly stdout: string;
  /** The last lines that it wrote to either stream. */
  readonly output: string;
}

/** How one call is made. */
export interface DockerCall {
  /** Takes what it writes as it comes. */
  readonly show?: (text: string) => void;
  /** Variables beside those of this program. A value here shows in no argument list. */
  readonly env?: Readonly<Record<string, string>>;
  /** It is killed when it takes longer. */
  readonly timeoutMs?: number;
  /** It is interrupted at this signal. */
  readonly signal?: AbortSignal | undefined;
}

const mostKept = 4000;
const quickMs = 60_000;
/** A build pulls its base, a push sends all of it. */
export const transferMs = 1_200_000;
const nowMs = 20_000;
/** The log of a build stays far below this. */
const mostBytes = 1024 * 1024 * 1024;

/** Runs docker, whatever comes of it. */
export async function tryDocker(
  args: readonly string[],
  call: DockerCall = {},
): Promise<DockerResult> {
  const { show, env, timeoutMs = quickMs, signal } = call;
  let output = '';
  const { code, stdout, failure } = await runProgram('docker', args, {
    env: { ...process.env, ...env },
    timeoutMs,
    mostBytes,
    signal,
    // Docker then ends what it has begun in the engine.
    stopWith: 'SIGINT',
    onOutput(text) {
      output = (output + text).slice(-mostKept);
      show?.(text);
    },
  });
  const status = failure?.reason === 'missing' ? 127 : (code ?? 1);
  const reason = failure ? `\n${failure.message}` : '';
  return { status, stdout: stdout.toString().trim(), output: output + reason };
}

/** As `tryDocker`, without returning to the event loop: for the end of this process. Returns its output. */
export const dockerNow = (args: readonly string[]): string => runNow('docker', args, nowMs);

/** The error for a docker command that failed. */
export function engineFailed(
  args: readonly string[],
  { status, output }: DockerResult,
): CatalogError {
  return catalogError(
    'engine-failed',
    `docker ${args[0] ?? ''} exited with ${status}: ${lastLine(output)}`,
  );
}

/** Why no container engine can be used here; undefined when one answers. */
export async function engineObstacle(signal?: AbortSignal): Promise<string | undefined> {
  const args = ['version', '--format', '{{.Server.Version}}'];
  const { status, output } = await tryDocker(args, { signal });
  signal?.throwIfAborted();
  if (status === 0) return undefined;
  return status === 127
    ? 'docker is not installed here'
    : `no container engine answers: ${lastLine(output)}`;
}

/** Throws unless a container engine is available; `hint` is the alternative. */
export async function assertEngine(hint: string, signal?: AbortSignal): Promise<void> {
  const message = await engineObstacle(signal);
  if (message === undefined) return;
  throw catalogError('engine-missing', message, hint);
}

/** Runs one docker command that must succeed; returns what it printed. */
export async function askDocker(args: readonly string[], call: DockerCall = {}): Promise<string> {
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
  await askDocker(args, { show, timeoutMs: transferMs, signal });
}

/** Whether the engine has an image of this name. */
export async function hasImage(tag: string): Promise<boolean> {
  return (await tryDocker(['image', 'inspect', '-f', '{{.Id}}', tag])).status === 0;
}
