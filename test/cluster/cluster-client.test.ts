// The client of a Redis Cluster that drills write with.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { closeClusterClient, clusterClient } from '../../src/redis/cluster-client.ts';
import { fakeNode } from './support/fake-nodes.ts';

// Beside the addresses that sandboxes of tests use.
const at = { host: '127.41.2.1', port: 16_379 };
const info = 'redis_mode:cluster\r\nredis_version:7.0.15\r\nloading:0\r\ncluster_state:ok\r\n';

test('a client that is closed while it reads the slots never reads them again', async () => {
  const onRead = { call: () => {} };
  await fakeNode(at, ([command, part]) => {
    if (command !== 'CLUSTER') return command === 'INFO' ? info : 'OK';
    if (part !== 'SLOTS') return info;
    onRead.call();
    return [[0, 16_383, [at.host, at.port, 'id']]];
  });
  const client = clusterClient([at], undefined);
  await vi.waitFor(() => expect(client.status).toBe('ready'), { timeout: 60_000 });
  await new Promise<void>((resolve) => {
    onRead.call = () => {
      closeClusterClient(client);
      resolve();
    };
  });
  const refresh = vi.spyOn(client, 'refreshSlotsCache');
  // A refresh begins a second after the one before has ended.
  await sleep(2500);
  expect(refresh).not.toHaveBeenCalled();
});
