// Clients of a drill on a cluster that is not on this machine.
import { expect, onTestFinished, test } from 'vitest';
import { connectToMaster } from '../../src/actions/drilling/clients/master-link.ts';
import { drillLiveCluster } from '../../src/actions/drilling/drill-live-cluster.ts';
import { LiveRig } from '../../src/actions/drilling/rigs/live-rig.ts';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { readSnapshot } from '../../src/redis/read-snapshot.ts';
import {
  fakeDataNode,
  fakeNode,
  fakeSentinel,
  type FakeCluster,
  type FakeReply,
} from './support/fake-nodes.ts';
import { silentReporter } from './support/silent-reporter.ts';

// Beside the addresses that sandboxes of tests use.
const cluster: FakeCluster = {
  master: { host: '127.41.1.1', port: 16_379 },
  replicas: [{ host: '127.41.1.2', port: 16_379 }],
  sentinels: [{ host: '127.41.1.3', port: 16_381 }],
};
const { master, sentinels } = cluster;
const request = { sentinels, masterName: 'mymaster', tls: false };

/** Starts the cluster; each reply takes `delayMs`. Its master lets no client remove keys. */
async function start(delayMs: number): Promise<void> {
  const special: Readonly<Record<string, FakeReply>> = {
    ROLE: ['master'],
    UNLINK: new Error('NOPERM this user has no permissions'),
    'GET-MASTER-ADDR-BY-NAME': [master.host, String(master.port)],
  };
  const started = [
    ...[master, ...cluster.replicas].map((at) => ({ at, answer: fakeDataNode(cluster, at) })),
    ...sentinels.map((at) => ({ at, answer: fakeSentinel(cluster, at) })),
  ];
  for (const { at, answer } of started) {
    const answerOf = ([command = '', part = '', ...rest]: readonly string[]) =>
      special[command] ?? special[part] ?? answer([command, part, ...rest]);
    await fakeNode(at, answerOf, delayMs);
  }
}

test('the master is reached where a reply takes longer than any on this machine', async () => {
  await start(600);
  const { snapshot } = await readSnapshot(request);
  if (!snapshot) throw new Error('no sentinel answers');
  const rig = new LiveRig(request, snapshot, new AbortController().signal);
  onTestFinished(async () => rig.close());
  const connection = await connectToMaster(rig.target);
  expect(connection.at).toEqual(master);
  connection.close();
});

test('after Ctrl-C, keys that are left are logged: the outcome is not printed', async () => {
  await start(0);
  const controller = new AbortController();
  const logged: string[] = [];
  const options = {
    names: ['planned-switchover'],
    all: false,
    sentinels: sentinels.map(formatEndpoint).join(','),
    tls: false,
    yesIMean: formatEndpoint(master),
    signal: controller.signal,
  };
  await drillLiveCluster(options, {
    ...silentReporter,
    begin: () => controller.abort(),
    log: (text) => logged.push(text),
  });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(
    /^warning {2}the keys rancher-catalog:drill:\w+:\* could not be removed/,
  );
  expect(logged[0]).toContain('[drill-keys-left]');
});
