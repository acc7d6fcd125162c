import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

// The commands of the sidekick `dumps` of catalog/postgresql, with a real server.

const binaries = '/usr/lib/postgresql';
const versions = existsSync(binaries) ? readdirSync(binaries) : [];
const bin = join(binaries, versions.at(-1) ?? '', 'bin');
const hasServer = existsSync(join(bin, 'initdb'));

/** PostgreSQL refuses to run as root. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** The script that Rancher would run, from the golden file of the blueprint's tests. */
function dumpScript(folder: string): string {
  const golden = readFileSync(join(root, 'catalog/postgresql/tests/golden/defaults.yml'), 'utf8');
  const { services } = parse(golden) as { services: { dumps: { command: string[] } } };
  return (services.dumps.command[2] ?? '').replaceAll('/dumps', folder);
}

function startServer() {
  const folder = temporaryFolder();
  chmodSync(folder, 0o777);
  const environment = {
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    PGHOST: folder,
    PGUSER: 'app',
    PGDATABASE: 'app',
    LC_ALL: 'C',
  };
  const call = (program: string, ...argv: string[]) => {
    const ran = spawnSync(program, argv, { env: environment, encoding: 'utf8', ...unprivileged });
    expect({ program, status: ran.status, stderr: ran.stderr }).toMatchObject({ status: 0 });
    return ran.stdout.trim();
  };
  const data = join(folder, 'data');
  call('initdb', '-D', data, '-U', 'app', '--auth=trust', '--no-sync');
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
  call('pg_ctl', 'start', '-w', '-D', data, '-o', options, '-l', join(folder, 'log'));
  const stop = () =>
    spawnSync(join(bin, 'pg_ctl'), ['stop', '-m', 'immediate', '-D', data], {
      env: environment,
      ...unprivileged,
    });
  onTestFinished(() => void stop());
  call('createdb', 'app');
  return { folder, environment, call, stop };
}

test.skipIf(!hasServer && process.env.CI !== 'true')(
  'the dumps of catalog/postgresql can be restored, and only whole and new ones are kept',
  { timeout: 300_000 },
  async () => {
    const { folder, environment, call, stop } = startServer();
    call('psql', '-c', "create table t (x text); insert into t values ('kept')");
    const dumps = join(folder, 'dumps');
    mkdirSync(dumps);
    chmodSync(dumps, 0o777);
    const child = spawn('sh', ['-c', dumpScript(dumps)], {
      env: { ...environment, DUMP_HOURS: '0', DUMP_COUNT: '2' },
      ...unprivileged,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const written = () => new Set(output.match(/\S+\.dump$/gm)).size;
    await expect.poll(written, { timeout: 120_000 }).toBeGreaterThan(3);
    stop();
    // A dump without a server fails; what is there stays.
    await expect.poll(() => output).toMatch(/pg_dump: error/);
    // What was whole before that is pruned first.
    const kept = () =>
      readdirSync(dumps).filter((name) => /^app-\d{8}T\d{6}Z\.dump$/.test(name)).length;
    await expect.poll(kept).toBe(2);
    const exit = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    expect(await exit).toBe(0);

    const again = startServer();
    const newest =
      readdirSync(dumps)
        .filter((name) => name.endsWith('.dump'))
        .sort()
        .at(-1) ?? '';
    again.call('pg_restore', '--no-owner', '-d', 'app', join(dumps, newest));
    expect(again.call('psql', '-Atc', 'select x from t')).toBe('kept');
  },
);
