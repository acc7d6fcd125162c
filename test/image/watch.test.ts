// What the helpers do next to the servers: post events, log warnings, report health, correct replicas.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { receiver } from './support/receiver.ts';
import { image } from './support/image-folder.ts';
import { Sandbox, type Node } from './support/sandbox.ts';
import { decisions, failedOver, started, until } from './support/waits.ts';

function health(cluster: Sandbox, node: Node, question: string) {
  const env = { ...cluster.env, data_dir: node.dataDir, bind_address: node.address };
  const result = spawnSync('/bin/sh', [path.join(image, 'health.sh'), question], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return `${result.status}: ${result.stdout.trim()}`;
}

test('each sentinel posts the events of a failover as JSON', async () => {
  const { url, bodies } = await receiver(true);
  const [cluster, master] = await started({ env: { notify_url: url } });
  await cluster.kill(master);
  await failedOver(cluster, master);
  const events = () => bodies.map((body) => JSON.parse(body) as Record<string, string>);
  const switches = () => events().filter((event) => event.event === '+switch-master');
  await until(
    'each sentinel has posted',
    () => new Set(switches().map((event) => event.sentinel)).size === 3,
  );
  expect(events().map((event) => event.event)).toContain('+odown');
  const next = (await cluster.masters())[0];
  expect(switches()[0]).toMatchObject({
    master: 'mymaster',
    text: `mymaster ${master.address} 6379 ${next?.address} 6379`,
  });
});

test('a post times out if the receiver never answers', async () => {
  const { url, bodies } = await receiver(false);
  const [cluster, master] = await started({ env: { notify_url: url } });
  await cluster.kill(master);
  await failedOver(cluster, master);
  await until('a post', () => bodies.length > 0);
  const gaveUp = () =>
    cluster.sentinels.every((node) => cluster.log(node).includes('could not post'));
  expect(await until('all gave up', gaveUp)).toBe(true);
});

test('a healthy node is live and ready, a replica without a master only live, a dead node neither', async () => {
  const [cluster, master] = await started({ env: { redis_password: 'p"w' } });
  const replica = cluster.node('n2');
  expect(health(cluster, master, 'ready')).toBe('0: master, link -, loading 0');
  expect(health(cluster, replica, 'ready')).toBe('0: slave, link up, loading 0');
  expect(health(cluster, replica, '')).toBe('0: slave, link up, loading 0');
  for (const node of [replica, cluster.node('s1')])
    expect(health(cluster, node, 'redy')).toBe('64: ');
  expect(health(cluster, cluster.node('s1'), 'ready')).toBe(
    `0: sentinel of ${master.address} 6379`,
  );
  for (const node of cluster.sentinels) await cluster.kill(node);
  await cluster.kill(master);
  await until(
    'the link is lost',
    () => health(cluster, replica, 'ready') === '1: slave, link down, loading 0',
  );
  expect(health(cluster, replica, 'live')).toBe('0: slave, link down, loading 0');
  expect(health(cluster, master, 'live')).toBe('1: no answer');
});

test('each answers for its own role on an address that a data node and a sentinel share', async () => {
  const cluster = await Sandbox.open({
    replicas: 0,
    sentinels: 1,
    env: { min_replicas_to_write: '0' },
  });
  const [node, sentinel] = [cluster.node('n1'), cluster.node('s1')];
  sentinel.address = node.address;
  await cluster.startAll();
  const healthy = `0: sentinel of ${node.address} 6379`;
  await until('the sentinel answers', () => health(cluster, sentinel, 'ready') === healthy);
  const server = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'redis-server\n';
    } catch {
      return false; // It has exited in the meantime.
    }
  };
  cluster.signal(node, 'SIGSTOP', server);
  expect(health(cluster, node, 'live')).toBe('1: no answer');
  expect(health(cluster, sentinel, 'live')).toBe(healthy);
  cluster.signal(node, 'SIGCONT', server);
  await cluster.kill(sentinel);
  expect(health(cluster, sentinel, 'live')).toBe('1: no answer');
  expect(health(cluster, node, 'live')).toBe('0: master, link -, loading 0');
});

test('a sentinel warns every minute that the quorum cannot be reached, and keeps running', async () => {
  const [cluster] = await started({ sentinels: 1, replicas: 1, env: { sentinels: '3' } });
  const hasWarned = () =>
    decisions(cluster.log(cluster.node('s1'))).some((line) =>
      line.includes('the quorum is 2, but only 1 sentinels are known'),
    );
  await until('the warning', hasWarned, 90_000);
  expect(await cluster.masters()).toEqual([cluster.node('n1')]);
});

test('a node logs which peers reject the password, without the password', async () => {
  const [cluster] = await started({
    replicas: 1,
    env: { redis_password: 'right', sentinel_password: 'right' },
  });
  const node = cluster.node('n2');
  await cluster.kill(node);
  node.env = { redis_password: 'wr0ng', sentinel_password: 'wr0ng' };
  await cluster.start(node);
  const refusedBy = (who: string) => () =>
    decisions(cluster.log(node)).some((line) =>
      line.includes(`the password was rejected by ${who}`),
    );
  await until('it names the sentinel', refusedBy(`sentinel ${cluster.node('s1').address}:26379`));
  await until('it names the data node', refusedBy(`data node ${cluster.node('n1').address}:6379`));
  expect(cluster.log(node)).not.toContain('wr0ng');
});

test('a node waits for a name without an address, logs this, and exits with 69', async () => {
  const cluster = await Sandbox.open({ replicas: 1, sentinels: 1 });
  const hosts = {
    redis_hosts: 'missing.invalid',
    sentinel_hosts: 'missing.invalid',
    start_timeout_s: '3',
  };
  for (const name of ['n2', 's1']) {
    const node = cluster.node(name);
    node.env = hosts;
    await cluster.start(node);
    expect(await node.ended).toBe(69);
    expect(cluster.log(node)).toContain('waiting');
    expect(cluster.log(node)).toContain('gave up after 3 s');
  }
});

test('a replica of a replica is reconnected to the master', async () => {
  const [cluster, master] = await started();
  const [astray, other] = [cluster.node('n2'), cluster.node('n3')];
  await cluster.ask(astray, 'REPLICAOF', other.address, '6379');
  const following = async () => {
    const role = await cluster.ask(astray, 'ROLE');
    return Array.isArray(role) ? String(role[1]) : '';
  };
  await until('it strays', async () => (await following()) === other.address);
  // Its keeper, or Sentinel itself, corrects it.
  const isBack = async () => (await following()) === master.address;
  expect(await until('it is back', isBack)).toBe(true);
});
