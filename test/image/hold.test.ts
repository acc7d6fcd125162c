// Watchers hold the writes of a master through connections of their own, while its keeper decides about them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLeashed } from '../support/processes.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { shell } from './support/shell.ts';
import { until } from './support/waits.ts';

/** A server that listens on a socket file only. */
async function server(): Promise<string> {
  const socket = path.join(temporaryFolder({}), 'socket');
  const words = ['--port', '0', '--unixsocket', socket, '--save', ''];
  const child = startLeashed('redis-server', words, { stdio: 'ignore', cwd: path.dirname(socket) });
  onTestFinished(() => void child.kill('SIGKILL'));
  await until('a socket', () => existsSync(socket));
  return socket;
}

test.each([
  ['opens', 101, 101, 1, 'yes 1'],
  ['opens after lost contact', 100, 100, 1, 'yes 1'],
  ['refuses', 1, 1, 100, 'yes 100'],
  ['does not open: a watcher has held it since its start', 101, 108, 1, 'no 108'],
  ['does not open: a watcher has held it again, for another epoch', 107, 108, 1, 'no 108'],
  ['does not open: a watcher has held it since it lost contact', 100, 108, 1, 'no 108'],
  ['refuses, and a watcher has held it', 1, 108, 100, 'no 108'],
] as const)('the keeper %s', async (_, read, since, wanted, expected) => {
  const socket = await server();
  const name = 'min-replicas-to-write';
  const { out } = shell(
    `node() { shift 2; redis-cli -s ${socket} "$@"; }; me='h 1' required=${read}
    require ${since}; if exchange ${wanted}; then did=yes; else did=no; fi; echo "$did $(node $me config get ${name} | tail -n 1)"`,
  );
  expect(out.trim()).toBe(expected);
});

test('the holds of two epochs differ, and are holds', () => {
  const held = (epoch: string) =>
    Number(
      shell(
        `deliver() { sed 's/.* //'; }; data_dir=/nowhere failover_epoch=${epoch}; hold_writes_of 10.0.0.1 6379; wait`,
      ).out,
    );
  const all = ['', '1', '2', '999', '1000'].map(held);
  expect(new Set(all).size).toBe(4); // 1000 is like none
  expect(Math.min(...all)).toBeGreaterThan(101);
});
