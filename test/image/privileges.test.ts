// Started as root, start.sh continues as the Redis user in the same process, with whatever the base has for it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { makeDrillFolder } from '../../src/actions/drilling/drill-folder.ts';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { copyStartScript } from '../../src/nodes/start-script.ts';
import { unprivilegedUser } from '../../src/nodes/unprivileged-user.ts';
import { endOf } from '../support/end-of.ts';
import { startLeashed } from '../support/processes.ts';
import { ask } from './support/ask.ts';
import { image } from './support/image-folder.ts';
import { until } from './support/waits.ts';

const user = unprivilegedUser();
const hasRedisUser = spawnSync('id', ['redis'], { stdio: 'ignore' }).status === 0;
beforeEach(({ skip }) =>
  skip(user === undefined || !hasRedisUser, 'only root can drop root, to the user redis'),
);

const tools = ['setpriv', 'gosu', 'su-exec', 'su'];
const which = (program: string): string =>
  realpathSync(
    spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim(),
  );

/** A folder of all programs of this machine, but of these tools only the given ones. */
function programs(folder: string, given: Readonly<Record<string, string>>): string {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const folders = new Set(['/usr/bin', '/bin', '/usr/sbin', path.dirname(which('redis-server'))]);
  const found = new Map(
    [...folders].flatMap((from) => readdirSync(from).map((name) => [name, path.join(from, name)])),
  );
  for (const tool of tools) found.delete(tool);
  for (const [name, target] of [...found, ...Object.entries(given)])
    symlinkSync(target, path.join(bin, name));
  return bin;
}

/** Starts a node as root, with these tools. */
async function startAsRoot(given: Readonly<Record<string, string>>, command = ['master']) {
  const drill = makeDrillFolder('redis-root-');
  const net = await claimNet(6379);
  const folder = drill.path;
  const script = copyStartScript(path.join(image, 'start.sh'), folder, user ?? { uid: 0, gid: 0 });
  const child = startLeashed(
    '/bin/sh',
    [script, ...command.map((word) => word.replace('ADDRESS', `${net}.1`))],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: programs(folder, given),
        data_dir: path.join(folder, 'data'),
        bind_address: `${net}.1`,
        redis_hosts: `${net}.1`,
        sentinel_hosts: `${net}.101`,
        min_replicas_to_write: '0',
        // No sentinel will answer: it leads after half of this time, if it looks again within the other half.
        start_timeout_s: '20',
        metadata_url: 'http://127.0.0.1:9/latest',
      },
    },
  );
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = endOf(child);
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    drill.remove();
    releaseNet(net);
  });
  const server = { at: { host: `${net}.1`, port: 6379 }, password: undefined };
  const answers = async () => {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}, log:\n${log}`);
    return ask(server, 'PING');
  };
  /** Waits until the server answers, or fails with what the node logged. */
  const answered = async () =>
    until('it answers', answers).catch((error: unknown) => {
      throw new Error(`the node does not answer, log:\n${log}`, { cause: error });
    });
  return { child, ended, log: () => log, answered };
}

const busybox = which('busybox');

test.each([
  ['setpriv', { setpriv: which('setpriv'), su: which('su') }],
  // BusyBox's setpriv cannot change the user.
  ["BusyBox's su", { setpriv: busybox, su: busybox }],
] as const)('%s replaces process 1, and a stop exits with 0', async (_, given) => {
  const node = await startAsRoot(given);
  await node.answered();
  const { pid = 0 } = node.child;
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  expect(read('cmdline')).toMatch(/sh\0\S*start\.sh\0master\0$/);
  expect(read('status')).toMatch(new RegExp(`^Uid:(\\s${user?.uid}){4}$`, 'm'));
  expect(read('status')).toMatch(new RegExp(`^Gid:(\\s${user?.gid}){4}$`, 'm'));
  expect(read('status')).toMatch(/^CapEff:\s0+$/m);
  node.child.kill('SIGTERM');
  expect(await node.ended).toEqual([0, null]);
  expect(node.log()).toContain('master: stopped');
});

test('a plain server drops root as well', async () => {
  const server = ['redis-server', '--bind', 'ADDRESS', '--save', ''];
  const node = await startAsRoot({ setpriv: which('setpriv') }, server);
  await node.answered();
  const status = readFileSync(`/proc/${node.child.pid}/status`, 'utf8');
  expect(status).toMatch(/^Name:\sredis-server$/m);
  expect(status).toMatch(new RegExp(`^Uid:(\\s${user?.uid}){4}$`, 'm'));
});

test("exits with 69 if only util-linux's su could change the user", async () => {
  const node = await startAsRoot({ su: which('su') });
  expect(await node.ended).toEqual([69, null]);
  expect(node.log()).toMatch(
    /^\S+ master: cannot drop root: none of setpriv, gosu, su-exec and BusyBox su works here; start the container with --user \d+:\d+\n$/,
  );
});
