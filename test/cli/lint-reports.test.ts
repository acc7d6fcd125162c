import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original } from '../support/lint-catalog.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';

const broken = {
  [compose]: original(compose).replace('nginx:1.13', '"nginx:5$"'),
  'templates/sample/README.md': '# Sample\n',
};

describe('lint reports', () => {
  test('SARIF conforms to its schema', async () => {
    const { stdout } = await runCli(catalog(broken), ['lint', '--format', 'sarif']);
    const path = createRequire(import.meta.url)
      .resolve('@microsoft/jest-sarif/package.json')
      .replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    // Ajv does not support draft 4. The keywords that the schema uses are the same in draft 7.
    const { $schema: _dialect, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
    const validate = ajv.compile(schema);
    const log: unknown = JSON.parse(stdout);
    expect(validate(log) || validate.errors).toBe(true);
    expect(log).toMatchObject({
      runs: [{ results: [{ ruleId: 'lone-dollar' }, { ruleId: 'readme-misplaced' }] }],
    });
  });

  test('GitHub commands', async () => {
    const { stdout } = await run(catalog(broken), ['lint', '--format', 'github']);
    // The message follows, with line breaks as %0A.
    expect(stdout.split('\n').map((line) => line.split('::').slice(0, 2).join('::'))).toEqual([
      `::error file=${compose},line=4,col=12,title=lone-dollar`,
      '::warning file=templates/sample/README.md,title=readme-misplaced',
      '',
    ]);
    expect(stdout.match(/%0A/g)).toHaveLength(2);
  });

  test('JSON', async () => {
    const { stdout } = await runCli(catalog(broken), ['lint', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 1,
      warnings: 1,
      findings: [{ rule: 'lone-dollar', file: compose, line: 4, column: 12, fixable: true }, {}],
    });
  });

  test.for([
    [['--fix', '--dry-run'], 'patch'],
    [['--list'], 'rules'],
    [['--explain', 'lone-dollar'], 'rule'],
    [[], 'findings'],
  ] as const)('--format json is --json: %s', async ([argv, key]) => {
    const root = catalog(broken);
    const byFormat = await runCli(root, ['lint', ...argv, '--format', 'json']);
    const byJson = await runCli(root, ['lint', ...argv, '--json']);
    expect(Object.keys(JSON.parse(byFormat.stdout))).toContain(key);
    expect(byFormat).toEqual(byJson);
  });

  test.for([
    ['sarif', ['--fix', '--dry-run']],
    ['sarif', ['--list']],
    ['github', ['--explain', 'lone-dollar']],
  ] as const)('usage: --format %s with %s', async ([format, argv]) => {
    expect(await refusal(catalog(broken), ['lint', ...argv, '--format', format])).toEqual({
      code: 2,
      found: ['usage'],
    });
  });
});
