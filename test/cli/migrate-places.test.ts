import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { changeRedis, intoCatalog } from '../support/redis-catalog.ts';
import { runCli } from '../support/run-cli.ts';
import { stackOf, stackWorld, writeStack } from '../support/stacks.ts';

const migrate = ['migrate', 'stack.json', '--catalog', 'catalog'];
const read = (folder: string, name: string) =>
  readFileSync(join(folder, 'migration', name), 'utf8');

/** The text at a place of stack.json. */
function textAt(folder: string, found: string): string {
  const [, line = '', column = ''] = /^stack\.json:(\d+):(\d+) /.exec(found) ?? [];
  const text = readFileSync(join(folder, 'stack.json'), 'utf8').split('\n')[Number(line) - 1] ?? '';
  return text.slice(Number(column) - 1);
}

describe('places of answers', () => {
  test.each([
    ['a list', (data: unknown[]) => data],
    ['a collection', (data: unknown[]) => ({ type: 'collection', data })],
  ])('a scale in %s is where the services are', async (_, form) => {
    const services = form([{ name: 'redis-slaves', state: 'active', scale: 300 }]);
    const folder = await stackWorld(stackOf({ replicas: '2' }, { services }));
    const { found } = await refusal(folder, migrate);
    expect(found).toEqual([expect.stringMatching(/ out-of-range$/)]);
    expect(textAt(folder, found[0] ?? '')).toMatch(/^300/);
    const bad = form([{ name: 'redis-slaves', state: 'active', scale: 'three' }]);
    writeStack(folder, stackOf({ replicas: '2' }, { services: bad }));
    const invalid = await refusal(folder, migrate);
    expect(textAt(folder, invalid.found[0] ?? '')).toMatch(/^"three"/);
    const busy = form([{ name: 'redis-slaves', state: 'upgrading', scale: 2 }]);
    writeStack(folder, stackOf({}, { services: busy }));
    const upgrading = await refusal(folder, migrate);
    expect(textAt(folder, upgrading.found[0] ?? '')).toMatch(/^"upgrading"/);
  });

  test('a default that was edited in the catalog is at its question', async () => {
    const folder = await stackWorld(stackOf({}, { services: [] }));
    const compose = 'catalog/templates/redis-sentinel/0/rancher-compose.yml';
    const text = readFileSync(join(folder, compose), 'utf8');
    const edited = text.replace(/(variable: "?down_after_ms"?[^]*?default: )"?\d+"?/, '$1"1"');
    writeFileSync(join(folder, compose), edited);
    const line = edited.slice(0, edited.indexOf('default: "1"')).split('\n').length;
    const { found } = await refusal(folder, migrate);
    expect(found).toEqual([expect.stringContaining(`${compose}:${line}:`)]);
  });
});

describe('a chart of another version', () => {
  test('is a warning with the way to the same version', async () => {
    const folder = await stackWorld(stackOf({}));
    changeRedis(folder, '1.1.0');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0 });
    const index = join(folder, 'catalog/index.yaml');
    const text = readFileSync(index, 'utf8');
    // Without the older version, which ends where the next list item of the chart begins.
    const parts = text.split(/^(?= {2}- \S)/m);
    const kept = parts.filter((part) => !part.includes('redis-sentinel-1.0.0.tgz'));
    expect(kept).toHaveLength(parts.length - 1);
    writeFileSync(index, kept.join(''));
    const listed = await run(folder, migrate);
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.found).toContainEqual(
      expect.stringMatching(/^stack\.json:\d+:\d+ migrate-version \(warning\)$/),
    );
    expect(listed.stderr).toContain(
      'catalog/assets/redis-sentinel-1.0.0.tgz is the chart of 1.0.0',
    );
    rmSync(join(folder, 'catalog/assets/redis-sentinel-1.0.0.tgz'));
    const older = await run(folder, migrate);
    expect(older.stderr).toContain('upgrade the stack to 1.1.0');
  });

  test('names the archive that is missing', async () => {
    const folder = await stackWorld(stackOf({}));
    rmSync(join(folder, 'catalog/assets/redis-sentinel-1.0.0.tgz'));
    const { found, stderr } = await run(folder, migrate);
    expect(found).toEqual(['catalog/index.yaml chart-broken']);
    expect(stderr).toContain('assets/redis-sentinel-1.0.0.tgz does not exist');
  });
});

describe('files of migrations', () => {
  test('of one stack are not replaced by those of another', async () => {
    const folder = await stackWorld(stackOf({ down_after_ms: '3000' }));
    expect((await runCli(folder, migrate)).code).toBe(0);
    const before = read(folder, 'values.yaml');
    for (const other of [{ id: '1st8' }, { name: 'sessions' }]) {
      writeStack(folder, stackOf({ down_after_ms: '2500' }, other));
      const { found } = await refusal(folder, migrate);
      expect(found).toEqual([
        'migration/report.md target-foreign',
        'migration/values.yaml target-foreign',
      ]);
      expect(read(folder, 'values.yaml')).toBe(before);
    }
    expect((await runCli(folder, [...migrate, '--out', 'sessions'])).code).toBe(0);
    expect(existsSync(join(folder, 'sessions/values.yaml'))).toBe(true);
  });

  test('that have the same content are unchanged', async () => {
    const folder = await stackWorld(stackOf({ redis_password: 'p' }));
    const states = async () => {
      const { stdout } = await runCli(folder, [...migrate, '--secrets']);
      return stdout.split('\n').slice(0, 3);
    };
    expect(await states()).toEqual([
      'migration/values.yaml  written',
      'migration/report.md  written',
      'migration/secret.yaml  written',
    ]);
    expect(await states()).toEqual([
      'migration/values.yaml  unchanged',
      'migration/report.md  unchanged',
      'migration/secret.yaml  unchanged',
    ]);
  });
});

describe('an entry of others', () => {
  const dockerCompose = `version: "2"
services:
  web:
    image: nginx:1
    command: run --key sesame
    ports: ["\${PORT}:80"]
    environment: {USER_NAME: "\${DB_PASSWORD}"}
    labels: {io.rancher.container.hostname_override: "\${DB_PASSWORD}", io.rancher.container.pull_image: always}
`;
  const rancherCompose = `version: "2"
catalog:
  name: X
  version: 1.0.0
  questions:
  - {variable: PORT, type: int, default: "80"}
  - {variable: SCALE, type: int, default: "2"}
  - {variable: DB_PASSWORD, type: password}
services:
  web: {scale: "\${SCALE}"}
`;
  const other = (answers: Readonly<Record<string, string>>) =>
    stackOf(
      { DB_PASSWORD: 'hunter2', ...answers },
      { dockerCompose, rancherCompose, externalId: 'catalog://community:web:7' },
    );

  test('has what its services have, without passwords', async () => {
    const folder = await stackWorld(other({ PORT: '8080' }));
    const { code, stdout } = await run(folder, ['migrate', 'stack.json']);
    const report = read(folder, 'report.md');
    expect(code).toBe(0);
    expect(report).toContain('| web: image | nginx:1 |');
    expect(report).toContain('8080:80');
    expect(report).toContain('USER\\_NAME');
    expect(report).not.toMatch(/^\| web: \S+ \| +\|/m);
    for (const text of [stdout, report]) expect(text).not.toMatch(/hunter2|sesame/);
  });

  test('keeps its services if Rancher refuses one answer', async () => {
    const folder = await stackWorld(other({ PORT: '8080', SCALE: 'two' }));
    expect((await run(folder, ['migrate', 'stack.json'])).code).toBe(0);
    const report = read(folder, 'report.md');
    expect(report).toContain('those with the default of SCALE');
    expect(report).toContain('8080:80');
  });

  test('is not called another version of a blueprint that is given', async () => {
    const folder = await stackWorld(
      stackOf({ SCALE: '2' }, { dockerCompose, rancherCompose, externalId: 'catalog://c:web:7' }),
    );
    await run(folder, ['migrate', 'stack.json', '--blueprint', 'redis-sentinel']);
    const report = read(folder, 'report.md');
    expect(report).not.toContain('another version');
    expect(report).toContain('the blueprint redis-sentinel');
  });
});
