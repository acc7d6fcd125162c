import { spawn } from 'node:child_process';
import { CatalogError } from '../diagnostics/diagnostic.ts';

interface Ended {
  readonly status: number;
  /** The last lines that it wrote. */
  readonly said: string;
}

const mostKept = 4000;

/** Runs docker; what it writes is shown as it comes. */
async function docker(args: readonly string[], show: (text: string) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const take = (data: Buffer) => {
      const text = data.toString();
      said = (said + text).slice(-mostKept);
      show(text);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ status: 127, said: error.message }));
    child.once('close', (status) => resolve({ status: status ?? 1, said }));
  });
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

/** Throws unless a container engine answers here. */
export async function assertEngine(): Promise<void> {
  const { status, said } = await docker(['version', '--format', '{{.Server.Version}}'], () => {});
  if (status === 0) return;
  const message =
    status === 127
      ? 'docker is not installed here'
      : `no container engine answers: ${lastLine(said)}`;
  throw new CatalogError([
    {
      code: 'engine-missing',
      severity: 'error',
      message,
      hint: 'image context writes the same context, to be built where an engine is',
    },
  ]);
}

/** Runs one docker command that must succeed. */
export async function runDocker(
  args: readonly string[],
  show: (text: string) => void,
): Promise<void> {
  const { status, said } = await docker(args, show);
  if (status === 0) return;
  throw new CatalogError([
    {
      code: 'engine-failed',
      severity: 'error',
      message: `docker ${args[0] ?? ''} ended with ${status}: ${lastLine(said)}`,
    },
  ]);
}
