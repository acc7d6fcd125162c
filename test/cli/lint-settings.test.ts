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
    [['--hosts', '0']],
    [['--hosts', '3.5']],
    [['--dry-run']],
    [['--max-rancher-version', 'newest']],
  ])('rejects %j', async ([args = []]) => {
    expect(await refusal(catalog(), ['lint', ...args])).toEqual({ code: 2, found: ['usage'] });
  });
});

describe('lint takes the hosts', () => {
  const apart = {
    [compose]: `${original(compose)}    labels:
      io.rancher.scheduler.affinity:container_label_ne: io.rancher.stack_service.name=$\${stack_name}/web
      io.rancher.scheduler.affinity:host_label: role=web
`,
  };
  const hosts = (count: number) =>
    `hosts:\n- name: a\n- name: web\n  count: ${count}\n  labels: {role: web}\n`;
  const file = '.rancher-catalog.yml';
  const found = 'templates/sample/0/rancher-compose.yml:13:5 affinity-unsatisfiable';

  test.for([
    ['of a number', {}, ['--hosts', '1'], [found]],
    ['of a larger number', {}, ['--hosts', '2'], []],
    ['of a file', { 'hosts.yml': hosts(1) }, ['--hosts', 'hosts.yml'], [found]],
    ['of a file with more hosts', { 'hosts.yml': hosts(2) }, ['--hosts', 'hosts.yml'], []],
    ['of the settings', { [file]: 'hosts: 1\n' }, [], [found]],
    [
      'of a file of the settings',
      { [file]: 'hosts: ops/h.yml\n', 'ops/h.yml': hosts(1) },
      [],
      [found],
    ],
    [
      'of the command line before those of the settings',
      { [file]: 'hosts: 1\n' },
      ['--hosts', '2'],
      [],
    ],
  ] as const)('%s', async ([, files, argv, expected]) => {
    const ran = await run(catalog({ ...apart, ...files }), ['lint', ...argv]);
    expect(ran).toMatchObject({ code: expected.length, found: expected });
  });

  test.for([
    ['a file that does not exist', {}, ['--hosts', 'many'], 2, ['many file-missing']],
    [
      'a file with faults',
      { 'h.yml': 'hosts: []\n' },
      ['--hosts', 'h.yml'],
      1,
      ['h.yml:1:8 out-of-range'],
    ],
    [
      'a file of the settings that does not exist',
      { [file]: 'hosts: h.yml\n' },
      [],
      2,
      ['h.yml file-missing'],
    ],
    [
      'a file outside of the catalog',
      { [file]: 'hosts: ../h.yml\n' },
      [],
      1,
      ['.rancher-catalog.yml path-unsafe'],
    ],
    [
      'no hosts in the settings',
      { [file]: 'hosts: 0\n' },
      [],
      1,
      ['.rancher-catalog.yml:1:8 wrong-form'],
    ],
  ] as const)('not of %s', async ([, files, argv, code, expected]) => {
    expect(await refusal(catalog({ ...apart, ...files }), ['lint', ...argv])).toEqual({
      code,
      found: expected,
    });
  });
});
