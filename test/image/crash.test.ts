import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { started, until } from './support/waits.ts';

const isServer = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('redis-server');
  } catch {
    return false; // It has exited in the meantime.
  }
};

test('a server that crashes ends its node and its helper', async () => {
  const [cluster] = await started({ replicas: 1 });
  const node = cluster.node('n2');
  cluster.signal(node, 'SIGKILL', isServer);
  expect(await node.ended).toBe(137);
  await until('its helper is gone too', () => cluster.pids(node).length === 0);
});
