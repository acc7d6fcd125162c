// `start.sh rebalance` beside a node, while the test itself continues.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { signalAll } from '../../../src/nodes/process-table.ts';
import { image } from './image-folder.ts';
import type { Shard, Shards } from './shards.ts';

export interface Rebalance {
  /** The script alone. It leads a process group of its own. */
  readonly pid: number;
  /** What it has printed so far. */
  readonly text: string;
  /** The script has ended; what it started possibly continues. */
  readonly exited: Promise<void>;
  /** All that it started has ended as well. */
  readonly ended: Promise<{ readonly status: number | null; readonly text: string }>;
  /** Kills it and all that it started. */
  kill(): void;
}

/** Root becomes the user of the nodes, which possibly has no access to this project, but to a copy. */
function scriptBeside(node: Shard): string {
  const copy = path.join(path.dirname(node.dataDir), '.image', 'start.sh');
  return existsSync(copy) ? copy : path.join(image, 'start.sh');
}

/** Starts it in the environment of a node. It ends with the test at the latest. */
export function startRebalance(
  shards: Shards,
  node: Shard,
  ...words: readonly string[]
): Rebalance {
  const child = spawn('sh', [scriptBeside(node), 'rebalance', ...words], {
    env: { PATH: process.env.PATH, ...shards.environment(node) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  const take = (data: Buffer) => {
    text += data.toString();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<{ status: number | null; text: string }>((resolve) => {
    child.once('close', (status) => resolve({ status, text }));
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the script does not start');
  const kill = () => signalAll([-pid], 'SIGKILL');
  onTestFinished(async () => {
    kill();
    await ended;
  });
  return {
    pid,
    get text() {
      return text;
    },
    exited,
    ended,
    kill,
  };
}

/** Runs it to its end. */
export const rebalance = async (shards: Shards, node: Shard, ...words: readonly string[]) =>
  startRebalance(shards, node, ...words).ended;
