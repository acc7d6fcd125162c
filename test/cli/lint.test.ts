import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original, rancher } from '../support/lint-catalog.ts';
import { runCli } from '../support/run-cli.ts';

const untagged = { [compose]: original(compose).replace('nginx:1.13', 'nginx') };
const broken = { [compose]: original(compose).replace('nginx:1.13', '"nginx:5$"') };

describe('lint', () => {
  test('has nothing to say of a good catalog', async () => {
    expect(await runCli(catalog(), ['lint'])).toEqual({
      code: 0,
      stdout: 'Nothing to say.\n',
      stderr: '',
    });
  });

  test('a warning does not fail, an error does', async () => {
    const ran = await runCli(catalog(untagged), ['lint']);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toBe(
      [
        `${compose}:4:5  warning  nginx is without a tag, so hosts may run different images   [image-unpinned]`,
        '      4 |     image: nginx',
        '        |     ^',
        '  hint: name a tag: nginx:1.2.3',
        '',
        '1 warning',
        '',
      ].join('\n'),
    );
    expect((await runCli(catalog(broken), ['lint'])).code).toBe(1);
  });

  test.for([
    ['the catalog from elsewhere', '..', 'CATALOG'],
    ['a template', '.', 'templates/sample'],
    ['a version', '.', 'templates/sample/0'],
    ['a version from within', 'templates/sample/0', '.'],
  ])('%s', async ([, from = '', path = '']) => {
    const root = catalog(untagged);
    const name = root.split('/').at(-1) ?? '';
    const ran = await runCli(join(root, from), ['lint', path.replace('CATALOG', name), '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ warnings: 1, findings: [{ line: 4 }] });
  });

  test('severities of the command line and of the settings file', async () => {
    const root = catalog({
      ...untagged,
      '.rancher-catalog.yml': 'rules:\n  image-unpinned: error\n',
    });
    expect((await runCli(root, ['lint'])).code).toBe(1);
    expect((await runCli(root, ['lint', '--rule', 'image-unpinned=off'])).stdout).toBe(
      'Nothing to say.\n',
    );
    expect((await runCli(root, ['lint', '--rule', 'restart-ignored'])).stdout).toBe(
      'Nothing to say.\n',
    );
  });

  test('the settings file ignores paths, with a reason', async () => {
    const ignore =
      'ignore:\n- rule: image-unpinned\n  path: templates/sample/**\n  reason: one tag\n';
    const root = catalog({ ...untagged, '.rancher-catalog.yml': ignore });
    expect((await runCli(root, ['lint'])).stdout).toBe('Nothing to say.\n');
  });

  test.for([
    ['rules:\n  image-unpined: off\n', '2:3', 'there is no rule image-unpined'],
    ['rules:\n  image-unpinned: maybe\n', '2:19', 'this is none of off, warning, error'],
    ['host: 3\n', '1:1', 'host is not known here'],
    ['ignore:\n- rule: icon-name\n  path: "*"\n', '2:3', 'reason is missing'],
  ])('faults of the settings file: %s', async ([text = '', place = '', message = '']) => {
    const { code, stderr } = await runCli(catalog({ '.rancher-catalog.yml': text }), ['lint']);
    expect(code).toBe(1);
    expect(stderr).toContain(`.rancher-catalog.yml:${place}  error  ${message}`);
  });

  test('--fold tells once what several revisions have', async () => {
    const again = Object.fromEntries(
      [1, 2].flatMap((revision) => [
        [compose.replace('/0/', `/${revision}/`), untagged[compose] ?? ''],
        [
          rancher.replace('/0/', `/${revision}/`),
          original(rancher).replace('1.0.0', `1.0.${revision}`),
        ],
        [`templates/sample/${revision}/README.md`, '# Sample\n'],
      ]),
    );
    const { stdout } = await runCli(catalog({ ...untagged, ...again }), ['lint', '--fold']);
    expect(stdout).toContain('templates/sample/2/docker-compose.yml:4:5  warning');
    expect(stdout).toContain('the same at templates/sample/0/docker-compose.yml:4:5, ');
    expect(stdout).toMatch(/\n1 warning\n$/);
  });

  test('--list names and --explain explains the rules', async () => {
    expect((await runCli('.', ['lint', '--list'])).stdout).toMatch(
      /^lone-dollar +error +fix +a \$/m,
    );
    expect((await runCli('.', ['lint', '--explain', 'lone-dollar'])).stdout).toMatch(
      /^lone-dollar\n\n\*error, fixable\*/,
    );
  });

  test.for([
    [
      ['--rule', 'image-unpined=off'],
      'there is no rule image-unpined',
      'did you mean image-unpinned?',
    ],
    [
      ['--rule', 'image-unpinned=no'],
      '--rule image-unpinned=no: no is none of off, warning, error',
      '',
    ],
    [['--explain', 'lone-dolar'], 'there is no rule lone-dolar', 'did you mean lone-dollar?'],
    [['--hosts', 'many'], '--hosts many is no number of hosts', ''],
    [['--dry-run'], '--dry-run goes with --fix only', ''],
    [['--max-rancher-version', 'newest'], '--max-rancher-version newest is no version', ''],
  ] as const)('usage: %s', async ([args, message, hint]) => {
    const { code, stderr } = await runCli(catalog(), ['lint', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('lint reports', () => {
  const both = { ...broken, 'templates/sample/README.md': '# Sample\n' };

  test('SARIF fits its schema', async () => {
    const { stdout } = await runCli(catalog(both), ['lint', '--format', 'sarif']);
    const path = createRequire(import.meta.url)
      .resolve('@microsoft/jest-sarif/package.json')
      .replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    // Its dialect, draft 4, is not known to this Ajv; what it uses of that is the same in draft 7.
    const { $schema: _dialect, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
    const validate = ajv.compile(schema);
    const log: unknown = JSON.parse(stdout);
    expect(validate(log) || validate.errors).toBe(true);
    expect(log).toMatchObject({
      runs: [{ results: [{ ruleId: 'lone-dollar' }, { ruleId: 'readme-misplaced' }] }],
    });
  });

  test('GitHub commands', async () => {
    const { stdout } = await runCli(catalog(both), ['lint', '--format', 'github']);
    expect(stdout.split('\n')).toEqual([
      `::error file=${compose},line=4,col=12,title=lone-dollar::the $ at the end makes Rancher crash at the launch%0Aa $ that is meant as such is written $$`,
      '::warning file=templates/sample/README.md,title=readme-misplaced::Rancher never shows a README.md beside config.yml%0Amove it to templates/sample/0/README.md',
      '',
    ]);
  });

  test('JSON', async () => {
    const { stdout } = await runCli(catalog(both), ['lint', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 1,
      warnings: 1,
      findings: [{ rule: 'lone-dollar', file: compose, line: 4, column: 12, fixable: true }, {}],
    });
  });
});

describe('lint --fix', () => {
  const faulty = {
    ...broken,
    [rancher]: original(rancher)
      .replace('version: "1.0.0"', 'version: 1.10')
      .replace('default: "80"', 'default: 0100'),
    'templates/sample/config.yml': original('config.yml').replace('"1.0.0"', '1.10'),
    'templates/sample/0/README.md': null,
    'templates/sample/README.md': '# Sample\n',
    'templates/sample/catalogIcon-sample.svg': null,
    'templates/sample/logo.svg': '<svg/>\n',
  };

  test('mends what has one right answer', async () => {
    const root = catalog(faulty);
    const { code, stdout, stderr } = await runCli(root, ['lint', '--fix']);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Nothing to say.\n',
      stderr: 'mended 5 findings\n',
    });
    expect(readFileSync(join(root, rancher), 'utf8')).toContain('version: "1.10"');
    expect(readFileSync(join(root, compose), 'utf8')).toContain('image: "nginx:5$$"');
    expect(readdirSync(join(root, 'templates/sample')).sort()).toEqual([
      '0',
      'catalogIcon-sample.svg',
      'config.yml',
    ]);
  });

  test('--dry-run prints a patch and writes nothing', async () => {
    const root = catalog(faulty);
    const { stdout } = await runCli(root, ['lint', '--fix', '--dry-run']);
    expect(stdout).toContain(
      'rename from templates/sample/logo.svg\nrename to templates/sample/catalogIcon-sample.svg\n',
    );
    expect(stdout).toContain('-    image: "nginx:5$"\n+    image: "nginx:5$$"\n');
    expect(readFileSync(join(root, compose), 'utf8')).toBe(broken[compose]);
  });
});
