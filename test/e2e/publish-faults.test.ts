import { randomBytes } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  commit,
  git,
  gitVariables,
  paths,
  subjects,
  useGitVariables,
  workplace,
} from '../support/git.ts';
import { bin, start } from '../support/processes.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const answers = (version: string, more = '') =>
  `blueprint: redis-sentinel\nname: redis\nversion: ${version}\n${more}`;

const bareOf = (folder: string) => join(folder, 'catalog.git');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const canConnect = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Serves the repositories of a folder over the git protocol on this machine. */
async function serve(folder: string, canPush: boolean): Promise<number> {
  const port = await freePort();
  const services = canPush ? ['--enable=receive-pack'] : [];
  const options = [`--port=${port}`, '--listen=127.0.0.1', '--export-all', `--base-path=${folder}`];
  const daemon = spawn('git', ['daemon', '--reuseaddr', ...options, ...services], {
    env: { ...process.env, ...gitVariables },
    stdio: 'ignore',
    // With the programs it starts for each call.
    detached: true,
  });
  onTestFinished(() => {
    process.kill(-(daemon.pid ?? 0), 'SIGKILL');
  });
  for (let tries = 0; !(await canConnect(port)); tries += 1) {
    if (tries > 200) throw new Error('git daemon does not listen');
    await sleep(50);
  }
  return port;
}

/** Hands on what it gets, until the client of the `cutFrom`th call has sent so many bytes. */
async function cuttingProxy(
  port: number,
  cut: { from: number; afterBytes: number },
): Promise<number> {
  let calls = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    calls += 1;
    const isCut = calls >= cut.from;
    let sent = 0;
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (chunk) => {
      sent += chunk.length;
      if (isCut && sent > cut.afterBytes) {
        client.destroy();
        upstream.destroy();
      } else upstream.write(chunk);
    });
    client.on('end', () => upstream.end());
    upstream.pipe(client);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('publish over a network', () => {
  test('goes through', async () => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    const port = await serve(folder, true);
    const repo = `git://127.0.0.1:${port}/catalog.git`;
    expect(await start(folder, ['publish', '--repo', repo]).ended).toMatchObject({ code: 0 });
    expect(subjects(bareOf(folder))).toHaveLength(1);
  });

  test('without the right to push says so', async () => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    const port = await serve(folder, false);
    const repo = `git://127.0.0.1:${port}/catalog.git`;
    const { code, stderr } = await start(folder, ['publish', '--repo', repo]).ended;
    expect({ code, stderr: stderr.replaceAll(String(port), '<port>') }).toEqual({
      code: 2,
      stderr: [
        'git://127.0.0.1:<port>/catalog.git  error  the repository lets nobody in without the right credentials',
        '    git: fatal: remote error: access denied or repository not exported: /catalog.git   [repository-unreachable]',
        "  hint: authentication is git's own: an ssh agent, a credential helper, or https://user:token@host/…",
        '',
        '1 error',
        '',
        '',
      ].join('\n'),
    });
    expect(git(bareOf(folder), 'for-each-ref')).toBe('');
  });

  // The first call fetches; a first publication asks for the branches too, then pushes.
  test.for([
    { when: 'while it fetches', from: 1, afterBytes: 10 },
    { when: 'before it pushes', from: 3, afterBytes: 0 },
    { when: 'in the middle of the push', from: 3, afterBytes: 1500 },
  ])('that goes away $when leaves all as it was', async ({ from, afterBytes }) => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    const port = await serve(folder, true);
    const cut = await cuttingProxy(port, { from, afterBytes });
    const repo = `git://127.0.0.1:${cut}/catalog.git`;
    const { code, stderr } = await start(folder, ['publish', '--repo', repo]).ended;
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the repository cannot be reached, or the connection broke'),
    });
    expect(git(bareOf(folder), 'for-each-ref')).toBe('');
    git(bareOf(folder), 'fsck', '--full', '--strict');
    const again = ['publish', '--repo', `git://127.0.0.1:${port}/catalog.git`];
    expect(await start(folder, again).ended).toMatchObject({ code: 0 });
  });

  test('that never answers is given up in time', async () => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const repo = `git://127.0.0.1:${port}/catalog.git`;
    const { code, stderr } = await start(folder, ['publish', '--repo', repo, '--timeout', '1'])
      .ended;
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error  git fetch did not end within 1 s and was stopped   [git-timeout]\n  hint: is the server reachable? --timeout gives it longer\n\n1 error\n\n',
    });
  });

  test('ends with 130 on Ctrl-C, and leaves no process', async () => {
    const folder = workplace({ 'answers.yml': answers('1.0.0') });
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const { pid, ended } = start(folder, ['publish', '--repo', `git://127.0.0.1:${port}/x.git`]);
    await new Promise((resolve) => silent.once('connection', resolve));
    process.kill(pid, 'SIGINT');
    expect(await ended).toMatchObject({ code: 130, stdout: '', stderr: '' });
    expect(readdirSync(join(folder, 'cache/rancher-catalog'))).toEqual([]);
  });
});

/** Runs a command with a disk of 1 MiB at `disk`, which is there for it alone. */
function withSmallDisk(disk: string, command: readonly string[], folder: string) {
  const script = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"';
  const { status, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script, disk, ...command], {
    cwd: folder,
    env: { ...process.env, ...gitVariables, XDG_CACHE_HOME: disk },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stderr };
}

const canMount = withSmallDisk('/mnt', ['true'], '/').status === 0;

// Needs a user namespace with a file system of its own in it.
test.skipIf(!canMount)('with a full disk says so, and leaves all as it was', async () => {
  const folder = workplace({ 'answers.yml': answers('1.0.0') });
  const noise = randomBytes(3 * 1024 * 1024);
  commit(bareOf(folder), 'large', { 'templates/other/0/noise': noise, 'README.md': 'x' });
  const before = git(bareOf(folder), 'for-each-ref');
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const publish = [process.execPath, bin, 'publish', '--repo', 'catalog.git'];
  const { status, stderr } = withSmallDisk(disk, publish, folder);
  expect({ status, stderr }).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('the disk is full\n    git: '),
  });
  expect(git(bareOf(folder), 'for-each-ref')).toBe(before);
  expect(await start(folder, ['publish', '--repo', 'catalog.git']).ended).toMatchObject({
    code: 0,
  });
  expect(paths(bareOf(folder))).toContain('templates/redis/0/docker-compose.yml');
});
