import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { parseEndpoint } from '../../../src/cluster/endpoint.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import { bin } from '../../support/bundle.ts';
import { endOf } from '../../support/end-of.ts';

/** `cluster up` on its own terminal. */
export interface UpTerminal {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output: string;
  /** Waits until the output matches. */
  until(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  interrupt(): void;
}

/** Starts it in a folder. The program `script` provides the terminal. */
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
    ended: endOf(child).then(([code]) => code),
    async until(pattern, withinMs = 150_000) {
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
  // A test that fails leaves no nodes to those after it.
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    terminal.interrupt();
    await Promise.race([terminal.ended, sleep(60_000)]);
  });
  return terminal;
}

/** A busy machine does not answer in the second that the program waits. */
const replyMs = 30_000;

/** Sends one command to the server at `host:port`. */
export async function ask(place: string, ...words: readonly string[]): Promise<unknown> {
  const at = parseEndpoint(place);
  if (!at) throw new Error(`${place} is not an endpoint`);
  const [reply] = await askOnce(at, { connectMs: replyMs, replyMs }, words);
  return reply;
}
