import { describe, expect, test } from 'vitest';
import { findingsIn } from '../support/findings.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const numbered = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

const header = 'blueprint: redis-sentinel\nversion: 1.0.0\n';

const files = {
  'answers.yml': `${header}answers:\n${numbered(103, (index) => `  key-${index}: 1`)}`,
  'keys.yml': `${header}${numbered(101, (index) => `key-${index}: 1`)}`,
  'twice.yml': `${header}${numbered(53, () => 'name: x')}`,
  'syntax.yml': `${header}${numbered(56, () => '\ta: x')}`,
  'catalog/.rancher-catalog.yml': `rules:\n${numbered(102, (index) => `  rule-${index}: loud`)}`,
  'catalog/templates/x/config.yml': 'name: x\n',
};

describe('more errors than are listed', () => {
  test.for([
    ['answers.yml', 3, 101],
    ['keys.yml', 1, 101],
    ['twice.yml', 2, 51],
  ] as const)('of %s are counted', async ([file, omitted, count]) => {
    const folder = temporaryFolder(files);
    const { code, stderr } = await runCli(folder, ['generate', '-a', file]);
    expect(code).toBe(1);
    const last = stderr.split('\n\n').slice(-3, -1);
    expect(last[0]).toMatch(`${file}  error  ${omitted} more error`);
    expect(last[1]).toBe(`${count} errors`);
    const json = await runCli(folder, ['generate', '-a', file, '--json']);
    const { diagnostics } = JSON.parse(json.stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.filter(({ code: each }) => each === 'errors-omitted')).toHaveLength(1);
  });

  test('of the settings of lint are counted', async () => {
    const { stderr } = await runCli(temporaryFolder(files), ['lint', 'catalog']);
    expect(findingsIn(stderr).filter((each) => each.endsWith('errors-omitted'))).toHaveLength(1);
  });

  test('of YAML are counted', async () => {
    const { stderr } = await runCli(temporaryFolder(files), ['generate', '-a', 'syntax.yml']);
    expect(findingsIn(stderr).at(-1)).toBe('syntax.yml errors-omitted');
  });
});
