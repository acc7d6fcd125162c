import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { edit } from '../support/echo-catalog.ts';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { stackOf, stackWorld, writeStack, type StackJson } from '../support/stacks.ts';

const migrate = ['migrate', 'stack.json', '--catalog', 'catalog'];

const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['a list of stacks', [stackOf({}), stackOf({})], ['stack-invalid']],
  ['a collection', { type: 'collection', data: [stackOf({})] }, ['stack-invalid']],
  ['a service', { ...stackOf({}), type: 'service' }, ['stack-invalid']],
  ['a text', 'stack', ['stack-invalid']],
  [
    'a stack that is upgraded, but not finished',
    stackOf({}, { state: 'upgraded' }),
    ['stack-busy'],
  ],
  [
    'a stack with a service that is upgrading',
    stackOf({}, { services: [{ name: 'redis-slaves', state: 'upgrading', scale: 2 }] }),
    ['stack-busy'],
  ],
  ['a stack that is removed', stackOf({}, { state: 'removed' }), ['stack-busy']],
  ['a stack without answers', { ...stackOf({}), environment: null }, ['stack-invalid']],
  [
    'wrong types, all at once',
    {
      ...stackOf({}),
      name: 7,
      externalId: ['x'],
      environment: { replicas: 3, A: null, B: {} },
      services: [1],
      dockerCompose: {},
    },
    Array.from({ length: 7 }, () => 'stack-invalid'),
  ],
  [
    'scales that are not whole numbers',
    stackOf({}, { services: ['5', 1.5, -1].map((scale) => ({ name: 'redis-slaves', scale })) }),
    Array.from({ length: 3 }, () => 'stack-invalid'),
  ],
  ['a stack that is of no catalog', { ...stackOf({}), externalId: null }, ['stack-invalid']],
  [
    'an externalId of another form',
    { ...stackOf({}), externalId: 'catalog://a:b' },
    ['stack-invalid'],
  ],
  [
    'an unknown entry',
    stackOf({}, { externalId: 'catalog://c:redis-sentinal:0' }),
    ['stack-entry'],
  ],
  [
    'an unknown version',
    stackOf({}, { externalId: 'catalog://c:redis-sentinel:7' }),
    ['stack-entry'],
  ],
  [
    'a path as the name of an entry',
    stackOf({}, { externalId: 'catalog://c:../../redis-sentinel:0' }),
    ['stack-invalid'],
  ],
  [
    'answers that the schema refuses, all at once',
    stackOf(
      {
        replicas: 'three',
        down_after_ms: '1',
        master_port: '',
        maxmemory: '2 GB',
        appendonly: 'yes',
      },
      {
        services: undefined,
      },
    ),
    ['wrong-type', 'out-of-range', 'wrong-type', 'wrong-form', 'wrong-type'],
  ],
  ['answers that break a rule', stackOf({ quorum: '4' }), ['quorum-above-sentinels']],
];

const codesOf = (found: readonly string[]) =>
  found.map((each) => each.replace(/ \(\w+\)$/, '').replace(/^.* /, '')).sort();

test.for(cases)('refuses %s, and writes nothing', async ([, stack, codes]) => {
  const folder = await stackWorld(stack as StackJson);
  const { code, found } = await refusal(folder, migrate);
  expect({ code, codes: codesOf(found) }).toEqual({ code: 1, codes: [...codes].sort() });
  expect(existsSync(join(folder, 'migration'))).toBe(false);
});

test('refuses a file that is not JSON, and does not print its text', async () => {
  const folder = temporaryFolder({ 'stack.json': '{"type": "stack",\n "password": hunter2}' });
  const { code, found } = await refusal(folder, ['migrate', 'stack.json']);
  expect({ code, codes: codesOf(found) }).toEqual({ code: 1, codes: ['stack-invalid'] });
  const { stdout, stderr } = await runCli(folder, ['migrate', 'stack.json', '--json']);
  expect(stdout + stderr).not.toContain('hunter2');
});

test('refuses a file that is too large', async () => {
  const folder = temporaryFolder({ 'stack.json': `{"a": "${'x'.repeat(2 * 1024 * 1024)}"}` });
  const { code, found } = await refusal(folder, ['migrate', 'stack.json']);
  expect({ code, codes: codesOf(found) }).toEqual({ code: 1, codes: ['file-too-large'] });
});

test('reads a stack in one long line, as the API answers', async () => {
  const folder = await stackWorld(stackOf({}));
  const stack = stackOf({ down_after_ms: '3000' }, { dockerCompose: 'x: 1\n'.repeat(30_000) });
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack));
  expect((await runCli(folder, migrate)).code).toBe(0);
});

test('refuses the entry of a blueprint without a chart', async () => {
  const folder = temporaryFolder({
    'answers.yml': 'blueprint: postgresql\nname: db\nversion: 1.0.0\n',
    'catalog/templates/other/config.yml': 'name: other\n',
  });
  await runCli(folder, ['generate', '--catalog', 'catalog']);
  writeStack(folder, stackOf({}, { externalId: 'catalog://c:db:0' }));
  const { found } = await refusal(folder, migrate);
  expect(codesOf(found)).toEqual(['chart-missing']);
});

test('refuses an entry of an unknown blueprint of this program', async () => {
  const folder = await stackWorld(stackOf({}, { externalId: 'catalog://c:own:0' }));
  const compose = join(folder, 'catalog/templates/redis-sentinel/0/rancher-compose.yml');
  const text = readFileSync(compose, 'utf8');
  mkdirSync(join(folder, 'catalog/templates/own/0'), { recursive: true });
  writeFileSync(join(folder, 'catalog/templates/own/config.yml'), 'name: own\n');
  const other = text
    .replace(/blueprint=\w+ schema=\w+/, 'blueprint=0000000000000000 schema=0000000000000000')
    .replaceAll(/variable: ("?)/g, 'variable: $1own_');
  writeFileSync(join(folder, 'catalog/templates/own/0/rancher-compose.yml'), other);
  const { found } = await refusal(folder, migrate);
  expect(codesOf(found)).toEqual(['stack-entry']);
});

test('refuses a chart without values, and a repository that Rancher 2 refuses', async () => {
  const folder = await stackWorld(stackOf({}));
  writeFileSync(join(folder, 'catalog/assets/redis-sentinel-1.0.0.tgz'), 'x');
  expect(codesOf((await refusal(folder, migrate)).found)).toEqual(['chart-broken']);
});

test('does not replace files that it did not write, nor a file with secrets', async () => {
  const folder = await stackWorld(stackOf({ redis_password: 'a' }));
  mkdirSync(join(folder, 'migration'));
  for (const name of ['values.yaml', 'secret.yaml', 'report.md']) {
    writeFileSync(join(folder, 'migration', name), 'mine\n');
  }
  const { found } = await refusal(folder, [...migrate, '--secrets']);
  expect(codesOf(found)).toEqual(['file-exists', 'target-foreign', 'target-foreign']);
  for (const name of ['values.yaml', 'secret.yaml', 'report.md']) {
    expect(readFileSync(join(folder, 'migration', name), 'utf8')).toBe('mine\n');
  }
});

test('keeps a hostile name out of commands and files', async () => {
  const name = 'x; rm -rf / #\n\u001B[31m$(id)`id`';
  const folder = await stackWorld(stackOf({ timezone: 'Etc/UTC' }, { name }));
  const { code, stdout } = await runCli(folder, migrate);
  expect(code).toBe(0);
  const report = readFileSync(join(folder, 'migration/report.md'), 'utf8');
  expect(stdout).toContain('helm install x-rm-rf-31m-id-id ');
  for (const text of [stdout, report]) expect(text).not.toMatch(/\u001B|\$\(id\)`id`\n/);
});

test('takes one stack from one place', async () => {
  const folder = await stackWorld(stackOf({}));
  for (const argv of [
    ['migrate'],
    ['migrate', 'stack.json', '--api', 'http://localhost:1/x'],
    ['migrate', '--api', 'ftp://localhost/x'],
    ['migrate', '--api', 'http://me:key@localhost/x'],
  ]) {
    const { code, found } = await refusal(folder, argv);
    expect({ code, codes: codesOf(found) }).toEqual({ code: 2, codes: ['usage'] });
  }
  edit(join(folder, 'stack.json'), '"active"', '"upgraded"');
  expect((await runCli(folder, migrate)).code).toBe(1);
});
