import { describe, expect, test } from 'vitest';
import { catalog, compose, original } from '../support/lint-catalog.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';

const untagged = { [compose]: original(compose).replace('nginx:1.13', 'nginx') };

describe('lint', () => {
  test('reads severities from the command line and the settings file', async () => {
    const root = catalog({
      ...untagged,
      '.rancher-catalog.yml': 'rules:\n  image-unpinned: error\n',
    });
    expect((await runCli(root, ['lint'])).code).toBe(1);
    for (const rule of ['image-unpinned=off', 'restart-ignored']) {
      const { stdout } = await runCli(root, ['lint', '--rule', rule, '--json']);
      expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
    }
  });

  test('a rule that is only a note', async () => {
    const { code, stdout } = await run(catalog(untagged), [
      'lint',
      '--rule',
      'image-unpinned=info',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('1 note');
  });

  test('the settings file ignores paths, with a reason', async () => {
    const ignore =
      'ignore:\n- rule: image-unpinned\n  path: templates/sample/**\n  reason: one tag\n';
    const root = catalog({ ...untagged, '.rancher-catalog.yml': ignore });
    const { stdout } = await runCli(root, ['lint', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
  });

  test.for([
    ['rules:\n  image-unpined: off\n', '2:3 not-allowed'],
    ['rules:\n  image-unpinned: maybe\n', '2:19 not-allowed'],
    ['host: 3\n', '1:1 unknown-key'],
    ['ignore:\n- rule: icon-name\n  path: "*"\n', '2:3 missing-key'],
  ])('rejects the settings file %j', async ([text = '', found]) => {
    expect(await refusal(catalog({ '.rancher-catalog.yml': text }), ['lint'])).toEqual({
      code: 1,
      found: [`.rancher-catalog.yml:${found}`],
    });
  });

  test.for([
    [['--rule', 'image-unpined=off']],
    [['--rule', 'image-unpinned=no']],
    [['--rule', 'image-unpinned=off=no']],
    [['--rule', 'image-unpinned=']],
    [['--explain', 'lone-dolar']],
    [['--hosts', 'many']],
    [['--dry-run']],
    [['--max-rancher-version', 'newest']],
  ])('rejects %j', async ([args = []]) => {
    expect(await refusal(catalog(), ['lint', ...args])).toEqual({ code: 2, found: ['usage'] });
  });
});
