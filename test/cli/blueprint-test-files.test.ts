import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { blueprintWith, testOf } from '../support/tested-blueprint.ts';

describe('a test file is rejected', () => {
  test.for([
    {
      name: 'an unknown key',
      text: 'cases:\n- name: x\n  service: {}\n',
      found: ['3:3 unknown-key'],
    },
    { name: 'a case without a name', text: 'cases:\n- answers: {}\n', found: ['2:3 missing-key'] },
    { name: 'no cases', text: 'cases: []\n', found: ['1:8 out-of-range'] },
    { name: 'a list', text: '- x\n', found: ['1:1 not-a-map'] },
    { name: 'an empty file', text: '', found: ['1:1 file-empty'] },
    { name: 'a case that is a text', text: 'cases: [x]\n', found: ['1:9 wrong-type'] },
    {
      name: 'a service that is a text',
      text: 'cases:\n- name: x\n  services: {app: on}\n',
      found: ['3:19 wrong-type'],
    },
    {
      name: 'an answer that is a list',
      text: 'cases:\n- name: x\n  launch: {a: []}\n',
      found: ['3:15 wrong-type'],
    },
    { name: 'a name that is a number', text: 'cases:\n- name: 7\n', found: ['2:9 wrong-type'] },
    {
      name: 'a golden file elsewhere',
      text: 'cases:\n- name: x\n  golden: ../x\n',
      found: ['3:11 wrong-form'],
    },
    {
      name: 'a check without a path',
      text: 'cases:\n- name: x\n  checks: [{equals: 1}]\n',
      found: ['3:12 missing-key'],
    },
    {
      name: 'a check without an operator',
      text: 'cases:\n- name: x\n  checks: [{path: services}]\n',
      found: ['3:12 wrong-form'],
    },
    {
      name: 'a check with two operators',
      text: 'cases:\n- name: x\n  checks: [{path: files, lacks: b, contains: c}]\n',
      found: ['3:12 wrong-form'],
    },
    {
      name: 'a check of something else',
      text: 'cases:\n- name: x\n  checks: [{path: service.a, equals: null}, {path: [0], lacks: b}]\n',
      found: ['3:13 wrong-form', '3:46 wrong-form'],
    },
    {
      name: 'a refusal with services',
      text: 'cases:\n- name: x\n  refused: x\n  services: {}\n',
      found: ['4:3 wrong-form'],
    },
    {
      name: 'two cases of one name',
      text: 'cases:\n- name: x\n- name: x\n',
      found: ['3:3 wrong-form'],
    },
    {
      name: 'two cases with one golden file',
      text: 'cases:\n- {name: x, golden: g}\n- {name: y, golden: g}\n',
      found: ['3:21 wrong-form'],
    },
    { name: 'a tab', text: 'cases:\n\t- name: x\n', found: ['2:1 yaml-tab'] },
  ])('with $name', async ({ text, found }) => {
    const ran = await refusal(blueprintWith(text), ['blueprint', 'test']);
    expect(ran).toEqual({ code: 1, found: found.map((each) => `tests/web.yml:${each}`) });
  });

  test('with an answer at launch that is not asked', async () => {
    const folder = testOf('  answers: {greeting: hi}\n  launch: {greeting: x, contaners: 3}\n');
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({
      code: 1,
      found: ['tests/web.yml:4:12 unknown-key', 'tests/web.yml:4:25 unknown-key'],
    });
  });
});

describe('what cannot be tested', () => {
  test('a directory without tests, or without a blueprint', async () => {
    const folder = temporaryFolder();
    cpSync(join(root, 'test/fixtures/blueprints/hello'), join(folder, 'hello'), {
      recursive: true,
    });
    for (const [argv, found] of [
      [['hello'], 'hello/tests file-missing'],
      [['none'], 'none/blueprint.yml file-missing'],
      [[], 'blueprint.yml file-missing'],
    ] as const) {
      const ran = await refusal(folder, ['blueprint', 'test', ...argv]);
      expect(ran).toEqual({ code: 2, found: [found] });
    }
  });

  test('a test file, a golden file or a folder of them that is a link', async () => {
    const secret = { 'secret.yml': 'root:x:0:0:root:/root:/bin/bash\n' };
    for (const name of ['tests/web.yml', 'tests/golden/first.yml', 'tests/golden', 'tests']) {
      const folder = testOf('  golden: first\n');
      await run(folder, ['blueprint', 'test', '--update']);
      const path = join(folder, name);
      renameSync(path, join(folder, '.kept'));
      symlinkSync(
        name.endsWith('.yml') ? join(temporaryFolder(secret), 'secret.yml') : join(folder, '.kept'),
        path,
      );
      const { code, found, stdout, stderr } = await run(folder, ['blueprint', 'test']);
      expect({ code, found }).toEqual({ code: 1, found: [`${name} blueprint-file`] });
      expect(stdout + stderr).not.toContain('root');
    }
  });

  test('a blueprint with errors', async () => {
    const folder = testOf('');
    writeFileSync(join(folder, 'icon.svg'), 'x');
    expect(await refusal(folder, ['blueprint', 'test'])).toMatchObject({ code: 1 });
  });
});

describe('golden files', () => {
  const body = '  golden: first\n';
  const golden = 'tests/golden/first.yml';

  test('are written by --update, and compared', async () => {
    const folder = testOf(body);
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({
      code: 1,
      found: ['tests/web.yml:3:11 golden-differs'],
    });
    expect(existsSync(join(folder, golden))).toBe(false);
    expect(await run(folder, ['blueprint', 'test', '--update'])).toMatchObject({ code: 0 });
    const text = readFileSync(join(folder, golden), 'utf8');
    expect(text).toContain('image: nginx:1.27-alpine');
    expect(text).not.toContain('program=');
    const again = await runCli(folder, ['blueprint', 'test', '--update', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, updated: [] });
    writeFileSync(join(folder, golden), text.replace('scale: 2', 'scale: 3'));
    const line = text.split('\n').findIndex((each) => each.includes('scale: 2')) + 1;
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({
      code: 1,
      found: [`${golden}:${line}:1 golden-differs`],
    });
  });

  test.for([
    [
      'are shorter than the result',
      (text: string) => `${text.split('\n').slice(0, 9).join('\n')}\n`,
    ],
    ['are longer than the result', (text: string) => `${text}more: true\n`],
  ] as const)('differ when they %s', async ([, edit]) => {
    const folder = testOf(body);
    await runCli(folder, ['blueprint', 'test', '-u']);
    const path = join(folder, golden);
    writeFileSync(path, edit(readFileSync(path, 'utf8')));
    expect(await run(folder, ['blueprint', 'test'])).toMatchObject({ code: 1 });
  });

  test('of others are not replaced, and links are not followed', async () => {
    const folder = testOf(body);
    mkdirSync(join(folder, 'tests/golden'));
    writeFileSync(join(folder, golden), 'mine\n');
    const ran = await refusal(folder, ['blueprint', 'test', '-u']);
    expect(ran).toEqual({ code: 2, found: [`${golden} file-exists`] });
    expect(readFileSync(join(folder, golden), 'utf8')).toBe('mine\n');
    const linked = testOf(body);
    symlinkSync(folder, join(linked, 'tests/golden'));
    const found = (await refusal(linked, ['blueprint', 'test', '-u'])).found;
    expect(found).toEqual(['tests/golden blueprint-file']);
    expect(existsSync(join(folder, 'first.yml'))).toBe(false);
  });
});
