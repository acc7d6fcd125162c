// A Redis Cluster with `--runtime docker`: a real engine and the shipped image on a stand-in base.
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { inDocker, needContainers, useContainers } from './support/containers.ts';
import { ask, upInTerminal } from './support/up-terminal.ts';

const containers = useContainers();
needContainers();

test('up starts six containers that form one cluster, and keeps its data for the next run', async () => {
  const up = () =>
    upInTerminal(join(containers.folder, 'shards'), ['--kind', 'cluster', ...inDocker], {
      DOCKER_HOST: containers.engine.host,
    });
  const first = up();
  const [, node = ''] = await first.until(/(\d+\.\d+\.\d+\.1:16379)/);
  await first.until(/Press Ctrl-C to stop/);
  expect(await ask(node, 'CLUSTER', 'INFO')).toContain('cluster_state:ok');
  const id = await ask(node, 'CLUSTER', 'MYID');
  first.interrupt();
  expect(await first.ended).toBe(130);
  await expect.poll(() => containers.left()).toEqual([]);

  const second = up();
  await second.until(/Press Ctrl-C to stop/);
  expect(await ask(node, 'CLUSTER', 'MYID')).toBe(id);
  expect(await ask(node, 'CLUSTER', 'INFO')).toContain('cluster_state:ok');
  second.interrupt();
  expect(await second.ended).toBe(130);
}, 300_000);

// Those without a short bound: other tests run beside them.
test.for(['shard-lost', 'shards-moved'])(
  'the drill %s runs on containers',
  { timeout: 300_000 },
  async (name) => {
    vi.stubEnv('DOCKER_HOST', containers.engine.host);
    const ran = await runCli(temporaryFolder(), ['cluster', 'drill', name, ...inDocker]);
    expect(ran.stdout + ran.stderr).toMatch(new RegExp(`${name} +pass`));
    expect(ran.code).toBe(0);
  },
);
