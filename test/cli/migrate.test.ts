import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { helm, helmMajors } from '../support/helm.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';
import { stackOf, stackWorld, writeStack } from '../support/stacks.ts';

const migrate = ['migrate', 'stack.json', '--catalog', 'catalog'];
const read = (folder: string, name: string) =>
  readFileSync(join(folder, 'migration', name), 'utf8');
const valuesOf = (folder: string) => parse(read(folder, 'values.yaml')) as unknown;

describe('migrate of an entry of this program', () => {
  test('writes what differs from the released chart, and names the Secret', async () => {
    const folder = await stackWorld(
      stackOf({ down_after_ms: '3000', replicas: '2', maxmemory: '2gb', redis_password: 'pa ss' }),
    );
    const { code, stdout, stderr } = await run(folder, migrate);
    expect({ code }).toEqual({ code: 0 });
    expect(valuesOf(folder)).toEqual({
      downAfterMs: 3000,
      maxmemory: '2gb',
      auth: { existingSecret: 'cache-passwords' },
    });
    expect(existsSync(join(folder, 'migration/secret.yaml'))).toBe(false);
    for (const text of [stdout, stderr, read(folder, 'report.md')])
      expect(text).not.toContain('pa ss');
  });

  test('writes passwords only with --secrets, to a file of its user', async () => {
    const secret = 'p"a: {{ x }}\nß';
    const folder = await stackWorld(stackOf({ redis_password: secret, sentinel_password: 's' }));
    const { code, stdout, stderr } = await runCli(folder, [...migrate, '--secrets']);
    expect(code).toBe(0);
    const path = join(folder, 'migration/secret.yaml');
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    const { data } = parse(readFileSync(path, 'utf8')) as { data: Record<string, string> };
    const texts = Object.entries(data).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString(),
    ]);
    expect(texts).toEqual([
      ['redis-password', secret],
      ['sentinel-password', 's'],
    ]);
    for (const text of [stdout, stderr, read(folder, 'values.yaml'), read(folder, 'report.md')]) {
      expect(text).not.toContain('p"a');
    }
  });

  test('takes the scale of services, which users change in Rancher', async () => {
    const scaled = [
      { name: 'redis-slaves', state: 'active', scale: 4 },
      { name: 'redis-sentinels', state: 'active', scale: 5 },
    ];
    const folder = await stackWorld(stackOf({ replicas: '2' }, { services: scaled }));
    expect((await runCli(folder, migrate)).code).toBe(0);
    expect(valuesOf(folder)).toEqual({ replicas: 4, sentinels: 5 });
    writeStack(folder, stackOf({ replicas: '2' }, { services: undefined }));
    expect((await runCli(folder, migrate)).code).toBe(0);
    expect(read(folder, 'report.md')).toContain('scale of redis-slaves');
    writeStack(folder, stackOf({ replicas: '2' }, { services: scaled.slice(1) }));
    expect((await runCli(folder, migrate)).code).toBe(0);
    expect(read(folder, 'report.md')).toContain('scale of redis-slaves');
    expect(read(folder, 'report.md')).not.toContain('scale of redis-sentinels');
  });

  test('reports what has no counterpart, and answers that the blueprint no longer has', async () => {
    const folder = await stackWorld(
      stackOf({
        host_label: 'role=redis',
        volume_driver: 'rancher-nfs',
        old_answer: 'x',
        redis_hosts: '10.0.0.1',
      }),
    );
    const { code, stdout } = await runCli(folder, [...migrate, '--json']);
    const { migration } = JSON.parse(stdout) as { migration: { lost: { what: string }[] } };
    expect(code).toBe(0);
    expect(migration.lost.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'host_label',
        'volume_driver',
        'old_answer',
        'redis_hosts',
        'replica_port',
      ]),
    );
    expect(valuesOf(folder)).toEqual({});
  });

  test.for(helmMajors)('helm %i installs what it prints', async (major) => {
    const folder = await stackWorld(
      stackOf({
        down_after_ms: '3000',
        redis_password: '{{ fail "x" }}: *a',
        timezone: 'Asia/Shanghai',
      }),
    );
    await runCli(folder, [...migrate, '--secrets']);
    const chart = join(folder, 'catalog/assets/redis-sentinel-1.0.0.tgz');
    const values = `--values=${join(folder, 'migration/values.yaml')}`;
    const { status, stdout } = helm(major, ['template', 'cache', chart, values]);
    expect(status).toBe(0);
    expect(stdout).toContain('secretName: "cache-passwords"');
    expect(stdout).toContain('Asia/Shanghai');
  });

  test('without a catalog, goes by what the stack has of its entry', async () => {
    const folder = await stackWorld(stackOf({}));
    const rancherCompose = readFileSync(
      join(folder, 'catalog/templates/redis-sentinel/0/rancher-compose.yml'),
      'utf8',
    );
    writeStack(folder, stackOf({ down_after_ms: '3000' }, { rancherCompose }));
    const { code } = await run(folder, ['migrate', 'stack.json']);
    expect(code).toBe(0);
    expect(valuesOf(folder)).toEqual({ downAfterMs: 3000 });
    expect(read(folder, 'report.md')).toContain('not known');
  });

  test('without a catalog, keeps earlier files if the entry is not known', async () => {
    const folder = await stackWorld(stackOf({ down_after_ms: '3000' }));
    await runCli(folder, migrate);
    const { code, found } = await run(folder, ['migrate', 'stack.json']);
    expect({ code, found }).toMatchObject({
      code: 1,
      found: [expect.stringContaining('stack-entry')],
    });
    expect(valuesOf(folder)).toEqual({ downAfterMs: 3000 });
  });

  test('replaces its own files, and no others', async () => {
    const folder = await stackWorld(stackOf({ down_after_ms: '3000' }));
    await runCli(folder, migrate);
    writeStack(folder, stackOf({ down_after_ms: '3200' }));
    expect((await runCli(folder, migrate)).code).toBe(0);
    expect(valuesOf(folder)).toEqual({ downAfterMs: 3200 });
    writeFileSync(join(folder, 'migration/values.yaml'), 'mine: 1\n');
    rmSync(join(folder, 'migration/report.md'));
    const { code, found } = await run(folder, migrate);
    expect({ code, found }).toMatchObject({
      code: 1,
      found: [expect.stringContaining('target-foreign')],
    });
    expect(read(folder, 'values.yaml')).toBe('mine: 1\n');
    expect(existsSync(join(folder, 'migration/report.md'))).toBe(false);
  });
});

describe('migrate of an entry of others', () => {
  const files = {
    dockerCompose:
      'version: "2"\nservices:\n  web:\n    image: nginx:1\n    ports: ["80:80"]\n    environment: {A: "${A}"}\n    labels: {io.rancher.scheduler.global: "true"}\n',
    rancherCompose:
      'version: "2"\ncatalog:\n  name: X\n  version: 1.0.0\n  questions:\n  - {variable: A, label: The A, type: int, default: "1"}\n  - {variable: db_password, type: password}\nservices:\n  web: {scale: 2}\n',
  };

  test('lists what questions and compose files have, without passwords', async () => {
    const folder = await stackWorld(
      stackOf(
        { A: '3', db_password: 'hunter2', note: 'a: {{b}}\n# c' },
        { ...files, externalId: 'catalog://community:infra*web:7' },
      ),
    );
    const { code, stdout, stderr } = await run(folder, ['migrate', 'stack.json']);
    expect(code).toBe(0);
    expect(valuesOf(folder)).toEqual({ A: 3, note: 'a: {{b}}\n# c' });
    const report = read(folder, 'report.md');
    expect(report).toContain('web: ports');
    for (const text of [stdout, stderr, report]) expect(text).not.toContain('hunter2');
  });
});
