// A master that runs while another node takes over. The watchers fence it before the promotion. Where they cannot,
// only the other protections remain.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-cli.ts';
import { chosenBy, onFirst } from './support/events.ts';
import type { Node, Sandbox } from './support/sandbox.ts';
import { decisions, failedOver, started, until, whole } from './support/waits.ts';
import { Writers } from './support/writers.ts';

/** A redis-server that starts when it is let go, as one on a busy host. */
function lateServer() {
  const real = execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  const wait = `case $1 in --version) ;; *) until [ -e "$0.go" ]; do sleep 0.01; done ;; esac`;
  const folder = temporaryFolder({ 'redis-server': `#!/bin/sh\n${wait}\nexec ${real} "$@"\n` });
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'redis-server'), 0o755);
  return {
    env: { PATH: `${folder}:${process.env.PATH}` },
    letGo: () => writeFileSync(path.join(folder, 'redis-server.go'), ''),
  };
}

const isServer = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('redis-');
  } catch {
    return false; // It has exited in the meantime.
  }
};

const hasEvent = async (cluster: Sandbox, event: string, act: () => void): Promise<void> => {
  let isSeen = false;
  const end = onFirst(cluster, event, () => {
    isSeen = true;
    act();
  });
  // Without the watchers, the next election after one that no sentinel wins is 20 s later.
  await until(event, () => isSeen, 60_000);
  end();
};

/** Lets the server of a stopped master start in the middle of its failover, and compares the writes. */
async function upDuringFailover() {
  // Without the watchers, clients are sent to it for up to a second after the promotion.
  const env = { fast_failover: 'no', min_replicas_to_write: '0' };
  const [cluster, master] = await started({ env });
  const writers = new Writers(cluster);
  await sleep(1000);
  const late = lateServer();
  master.env = late.env;
  await cluster.ask(master, 'SHUTDOWN');
  expect(await master.ended).toBe(0);
  await cluster.start(master);
  await hasEvent(cluster, '+failover-state-wait-promotion', late.letGo);
  const next = await failedOver(cluster, master);
  await whole(cluster);
  await sleep(500);
  const lost = await writers.lost(next);
  const decided = decisions(cluster.log(master)).join('\n');
  await cluster.destroy();
  return { lost, isMaster: decided.includes('it stopped cleanly') };
}

test('a master that is up again while its failover is under way acknowledges nothing that is lost', async () => {
  for (let tries = 0; tries < 4; tries += 1) {
    const { lost, isMaster } = await upDuringFailover();
    expect(lost).toEqual({ plain: [0, 0], careful: 0 });
    // On a busy machine, the failover possibly began before the node decided, which then waits for the result.
    if (isMaster) return;
  }
  throw new Error('the node never started as master before the failover began');
}, 900_000);

/**
 * Replaces the master. The leader of the failover hangs before it promotes a replica, so that the watchers have time
 * on any machine. Returns which node the others followed then, and whether the master refused writes; undefined if
 * the leader was faster.
 */
async function replacedLate(cluster: Sandbox, master: Node) {
  const servers = new Map(
    cluster.sentinels.map((node) => [node, cluster.pids(node).find(isServer)]),
  );
  let chosen: Node | undefined;
  let leader: number | undefined;
  const end = onFirst(cluster, '+selected-slave', (sentinel, words) => {
    leader = servers.get(sentinel);
    if (leader !== undefined) process.kill(leader, 'SIGSTOP');
    chosen = chosenBy(cluster, words);
  });
  await sleep(300);
  await cluster.ask(cluster.node('s1'), 'SENTINEL', 'FAILOVER', 'mymaster');
  await until('a choice', () => chosen !== undefined);
  end();
  const others = cluster.data.filter((node) => node !== master && node !== chosen);
  const follow = async () => {
    const roles = await Promise.all(others.map(async (node) => cluster.ask(node, 'ROLE')));
    return roles.map((role) => Array.isArray(role) && role[1]);
  };
  const refuses = async () =>
    (await cluster.ask(master, 'SET', 'late', '1')) === undefined &&
    (await cluster.ask(master, 'PING')) === 'PONG';
  // Before its replicas are missed, after which the master would refuse writes by itself.
  const haveActed = async () =>
    (await refuses()) && (await follow()).every((at) => at === chosen?.address);
  await until('the watchers have acted', haveActed, 2500).catch(() => {});
  const isFenced = await refuses();
  const followed = await follow();
  const isLate = (await cluster.masters()).every((node) => node !== chosen);
  if (leader !== undefined) process.kill(leader, 'SIGCONT');
  await failedOver(cluster, master);
  if (!isLate) return undefined;
  return {
    chosen: chosen?.address,
    followed,
    isFenced,
  };
}

test('a master that is replaced refuses writes before another node is promoted', async () => {
  for (let tries = 0; tries < 4; tries += 1) {
    const [cluster, master] = await started();
    const late = await replacedLate(cluster, master);
    await cluster.destroy();
    if (late === undefined) continue;
    expect(late.isFenced).toBe(true);
    return;
  }
  throw new Error('the leader promoted a replica before it could be halted');
}, 900_000);

/** The connections that the watcher of this sentinel keeps to masters: pipes. */
const lines = ({ dataDir }: Node) =>
  readdirSync(dataDir)
    .filter((name) => name.startsWith('.line-'))
    .map((name) => path.join(dataDir, name));

/** Lets the master accept no further client. */
const fill = async (cluster: Sandbox, master: Node) =>
  cluster.ask(master, 'CONFIG', 'SET', 'maxclients', '1');

test('a master at its limit of clients, which the watchers cannot fence, confirms no write that is lost', async () => {
  for (let tries = 0; tries < 4; tries += 1) {
    const [cluster, master] = await started();
    const writers = new Writers(cluster);
    await sleep(1000);
    await fill(cluster, master);
    for (const file of cluster.sentinels.flatMap(lines)) rmSync(file);
    const late = await replacedLate(cluster, master);
    await sleep(500);
    const lost = await writers.lost(await whole(cluster));
    await cluster.destroy();
    // On a busy machine, the promotion was possibly faster than the watchers.
    if (late?.chosen === undefined || late.followed.some((node) => node !== late.chosen)) continue;
    expect(lost.careful).toBe(0);
    return;
  }
  throw new Error('the other replica did not follow the chosen one before the promotion');
}, 900_000);

test('a master at its limit of clients is fenced through connections that are open', async () => {
  const [cluster, master] = await started();
  // The watchers look every three seconds.
  await until('their connections', () => cluster.sentinels.every((node) => lines(node).length > 0));
  const writers = new Writers(cluster);
  await sleep(1000);
  await fill(cluster, master);
  await cluster.ask(cluster.node('s1'), 'SENTINEL', 'FAILOVER', 'mymaster');
  const next = await failedOver(cluster, master);
  await whole(cluster);
  await sleep(500);
  expect(await writers.lost(next)).toEqual({ plain: [0, 0], careful: 0 });
});
