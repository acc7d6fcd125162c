// Files that a server cannot load, and settings that it does not know.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Sandbox, type Node } from './support/sandbox.ts';
import { started, until } from './support/waits.ts';

const at = (node: Node, name: string) => path.join(node.dataDir, 'appendonlydir', name);
const one = (node: Node, end: string) =>
  at(
    node,
    readdirSync(path.join(node.dataDir, 'appendonlydir')).find((name) => name.endsWith(end)) ?? '',
  );

/** Where a command starts: bytes within a value can be changed without notice. */
const command = (node: Node) => readFileSync(one(node, '.incr.aof')).indexOf('*3');

/** Overwrites bytes in the middle of a file. */
function damage(file: string, offset: number, bytes: string): void {
  const content = readFileSync(file);
  content.write(bytes, offset, 'latin1');
  writeFileSync(file, content);
}

const damages: readonly (readonly [string, (node: Node) => void])[] = [
  ['damaged in the middle', (node) => damage(one(node, '.incr.aof'), command(node), 'garbage\n')],
  ['written by a newer server', (node) => damage(one(node, '.base.rdb'), 0, 'REDIS0099')],
  ['not a snapshot', (node) => damage(one(node, '.base.rdb'), 0, 'garbage')],
  ['with a wrong checksum', (node) => damage(one(node, '.base.rdb'), 30, '~~~')],
  ['without its base', (node) => rmSync(one(node, '.base.rdb'))],
  ['with a damaged manifest', (node) => writeFileSync(one(node, '.manifest'), 'garbage\n')],
  [
    'with an unknown command',
    (node) => appendFileSync(one(node, '.incr.aof'), '*1\r\n$3\r\nNEW\r\n'),
  ],
];

const asides = (node: Node) =>
  readdirSync(node.dataDir).filter((name) => name.startsWith('set-aside'));

const linked = async (cluster: Sandbox, node: Node) =>
  until('it follows', async () => {
    const role = await cluster.ask(node, 'ROLE');
    return Array.isArray(role) && role[0] === 'slave' && role[3] === 'connected';
  });

test('a replica sets data aside that it cannot load, copies all from the master, and does so twice at most', async () => {
  const [cluster, master] = await started({
    replicas: 1,
    sentinels: 1,
    env: { down_after_ms: '20000', min_replicas_to_write: '0' },
  });
  const replica = cluster.node('n2');
  const probe = cluster.probe();
  await probe.steady(1500);
  await probe.stop();
  const restartWith = async (harm: (node: Node) => void) => {
    await cluster.stop(replica);
    harm(replica);
    await cluster.start(replica);
  };
  for (const [what, harm] of damages) {
    for (const name of asides(replica))
      rmSync(path.join(replica.dataDir, name), { recursive: true });
    await restartWith(harm);
    await linked(cluster, replica);
    expect([what, await cluster.lost(probe, replica)]).toEqual([what, 0]);
    expect(cluster.log(replica)).toMatch(
      /the data cannot be loaded \(.+\); moved it to \S+set-aside-\d+-\d+\S*, copying all/,
    );
    expect([what, asides(replica).length]).toEqual([what, 1]);
  }
  const garbage = (node: Node) => damage(one(node, '.base.rdb'), 0, 'garbage');
  await restartWith(garbage);
  await linked(cluster, replica);
  await restartWith(garbage);
  expect(await replica.ended).toBe(1);
  expect(asides(replica)).toHaveLength(2);
  expect(cluster.log(replica)).toMatch(
    /the third time; check the disk, and move \S+\/set-aside-\* away$/m,
  );
  expect(await cluster.masters()).toEqual([master]);
});

/** A data node that has no sentinels. */
async function alone(): Promise<[Sandbox, Node]> {
  const env = { min_replicas_to_write: '0', sentinels: '1' };
  const cluster = await Sandbox.open({ replicas: 0, sentinels: 0, env });
  return [cluster, cluster.node('n1')];
}

test('a node that leads exits with 1 and leaves the data that it cannot load', async () => {
  const [cluster, node] = await alone();
  await cluster.start(node);
  await until('it answers', async () => cluster.ask(node, 'SET', 'a', 'b'.repeat(500)));
  await cluster.stop(node);
  damage(one(node, '.incr.aof'), command(node), 'garbage');
  const before = readFileSync(one(node, '.incr.aof'));
  await cluster.start(node);
  expect(await node.ended).toBe(1);
  expect(readFileSync(one(node, '.incr.aof'))).toEqual(before);
  expect(asides(node)).toEqual([]);
  expect(cluster.log(node)).toMatch(
    /the data cannot be loaded \(Bad file format.*\); this node would be master, so its files stay as they are/,
  );
});

/** A folder with a redis-server that does not know some settings, as an older version, and runs the real one. */
function olderServer(folder: string, unknown: string): string {
  // Not its real path: the name selects what the program does.
  const real = execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const refuse = `line=$(grep -nE '^(${unknown}) ' "$1") || exec ${real} "$@"
line=$(echo "$line" | head -n 1)
printf '\n*** FATAL CONFIG FILE ERROR (Redis 6.2.14) ***\nReading the configuration file, at line %s\n' "\${line%%:*}" >&2
printf ">>> '%s'\nBad directive or wrong number of arguments\n" "\${line#*:}" >&2
exit 1`;
  const version = `case $1 in --version) echo 'Redis server v=6.2.14 sha=00000000:0 malloc=libc bits=64'; exit ;; esac`;
  writeFileSync(path.join(bin, 'redis-server'), `#!/bin/sh\n${version}\n${refuse}\n`);
  chmodSync(path.join(bin, 'redis-server'), 0o755);
  return `${bin}:${process.env.PATH}`;
}

/** Whether it leads a session, which only the helper of a node does. */
const isHelper = (pid: number): boolean => {
  try {
    const leads = new RegExp(`^\\d+ \\(.*\\) \\S \\d+ \\d+ ${pid} `);
    const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
    return leads.test(read('stat')) && read('cmdline').includes('\0helper\0');
  } catch {
    return false; // It has exited in the meantime.
  }
};

test('settings that a server does not know are left out, with a line in the log', async () => {
  const [cluster, node] = await alone();
  node.env = { PATH: olderServer(path.dirname(node.dataDir), 'shutdown-timeout|bind-source-addr') };
  await cluster.start(node);
  await until('it takes writes', async () => (await cluster.ask(node, 'SET', 'a', 'b')) === 'OK');
  const log = cluster.log(node);
  for (const name of ['shutdown-timeout', 'bind-source-addr'])
    expect(log).toContain(`redis-server does not know the setting ${name}; starting without it`);
  expect(log.match(/was not tried with this server/g)).toHaveLength(1);
  expect(log).toContain('Redis server v=6.2.14');
  const helpers = cluster.pids(node).filter((pid) => isHelper(pid));
  expect(helpers).toHaveLength(1);
  expect(await cluster.stop(node)).toMatchObject({ code: 0 });
});

test('a server that refuses a setting that is required ends the start with 1', async () => {
  const cluster = await Sandbox.open({ replicas: 0, sentinels: 0, env: { sentinels: '1' } });
  const node = cluster.node('n1');
  node.env = { PATH: olderServer(path.dirname(node.dataDir), 'requirepass'), redis_password: 'x' };
  await cluster.start(node);
  expect(await node.ended).toBe(1);
  expect(cluster.log(node)).not.toContain('starting without it');
});
