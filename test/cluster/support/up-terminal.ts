import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEndpoint } from '../../../src/cluster/endpoint.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import { bin } from '../../support/processes.ts';

/** `cluster up` on a terminal of its own. */
export interface UpTerminal {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output: string;
  /** Waits until what was printed matches. */
  until(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  interrupt(): void;
}

/** Starts it in a folder; `script` gives it the terminal. */
export function upInTerminal(
  dir: string,
  argv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): UpTerminal {
  const command = [process.execPath, bin, 'cluster', 'up', '--dir', dir, ...argv].join(' ');
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const terminal: UpTerminal = {
    child,
    output: '',
    ended: new Promise((resolve) => {
      child.once('exit', resolve);
    }),
    async until(pattern, withinMs = 60_000) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = pattern.exec(terminal.output);
        if (found) return found;
        if (Date.now() > deadline)
          throw new Error(`${String(pattern)} is not in:\n${terminal.output}`);
        await sleep(50);
      }
    },
    interrupt: () => void child.stdin.write('\u0003'),
  };
  const take = (data: Buffer) => {
    terminal.output += data.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return terminal;
}

/** One command to the server at `host:port`. */
export async function ask(place: string, ...words: readonly string[]): Promise<unknown> {
  const at = parseEndpoint(place);
  if (!at) throw new Error(`${place} is no endpoint`);
  const [reply] = await askOnce(at, {}, words);
  return reply;
}
