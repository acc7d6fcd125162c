import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { packArchive } from '../../src/archive/pack-archive.ts';
import { fileTree } from '../../src/model/file-tree.ts';
import { chartBlueprints } from '../support/chart-renderings.ts';
import { chartOf } from '../support/charts.ts';
import { helmMajors, helmProgram } from '../support/helm.ts';
import { catalog } from '../support/lint-catalog.ts';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { indexEntry, indexOf } from './chart-repository.ts';

const base = join(import.meta.dirname, '../lint/chart-base');

const sample: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.\w+$/.test(path))
    .map((path) => [path, readFileSync(join(base, path), 'utf8')]),
);

/** The base chart of the fixtures, with a misspelled key in its form. */
const misspelled = {
  ...sample,
  'questions.yaml': 'questions:\n  - variable: title\n    lable: Title\n    label: Title\n',
};

const archive = (files: Readonly<Record<string, string>>) =>
  packArchive(
    fileTree(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }])),
    'sample',
  );

const repository = (
  files: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
) => ({
  'index.yaml': indexOf({ sample: [indexEntry('sample', '1.0.0')] }),
  'assets/sample-1.0.0.tgz': archive(files),
  ...more,
});

const rule = ['--rule', 'chart-question-key'];

/** Runs something with another PATH. */
async function withPath<T>(path: string, body: () => Promise<T>): Promise<T> {
  vi.stubEnv('PATH', path);
  try {
    return await body();
  } finally {
    vi.unstubAllEnvs();
  }
}

describe('lint of charts', () => {
  test('reports the place in an archive', async () => {
    expect(await run(temporaryFolder(repository(misspelled)), ['lint', ...rule])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('assets/sample-1.0.0.tgz/questions.yaml:3:5'),
    });
  });

  test.for([
    ['SARIF', 'sarif', '"startLine": 3'],
    ['JSON', 'json', '"file": "questions.yaml"'],
    ['GitHub commands', 'github', 'file=questions.yaml,line=3,col=5,title=chart-question-key'],
  ] as const)('reports the place in a single chart as %s', async ([, format, expected]) => {
    const args = ['lint', '--format', format, ...rule];
    expect((await runCli(temporaryFolder(misspelled), args)).stdout).toContain(expected);
  });

  test('ignores a rule by a comment in an archive, and by the settings of the repository', async () => {
    const text = misspelled['questions.yaml'].replace(
      '    lable',
      '    # rancher-catalog-ignore chart-question-key: kept for an old tool\n    lable',
    );
    const commented = repository({ ...misspelled, 'questions.yaml': text });
    const setting =
      'ignore:\n- {rule: chart-question-key, path: "assets/*.tgz/**", reason: released}\n';
    const ignored = repository(misspelled, { '.rancher-catalog.yml': setting });
    for (const files of [commented, ignored]) {
      const { stdout } = await runCli(temporaryFolder(files), ['lint', ...rule]);
      expect(stdout).toBe('No problems found.\n');
    }
  });

  test.for([
    ['https://longhorn.io', 0],
    ['https://example.com', 1],
  ] as const)(
    'a chart longhorn whose home is %s has %i findings about translations',
    async ([home, count]) => {
      const files = {
        'longhorn/Chart.yaml': `apiVersion: v2\nname: longhorn\nversion: 1.0.0\nhome: ${home}\n`,
        'longhorn/values.yaml': 'ingress: {host: a}\n',
        'longhorn/questions.yaml':
          'questions:\n  - {variable: ingress.host, label: Host, type: string, default: a}\n',
      };
      const args = ['lint', 'longhorn', '--rule', 'chart-question-translated', '--format', 'json'];
      const { stdout } = await runCli(temporaryFolder(files), args);
      expect(stdout.match(/"chart-question-translated"/g) ?? []).toHaveLength(count);
    },
  );

  test('reports what the form does with a condition that it does not understand', async () => {
    const conditions = [
      'title!=a',
      '"title=a=b"',
      '"title=a\\n"',
      'title="a"',
      "title='a'",
      '(mode=static)',
      '(title=a)',
      '"!mode=static"',
      'title=a||mode=static&&tls=true',
      'title=x-y||tls=true&&mode=proxy',
      'title=a&&mode=static||tls=true',
    ];
    const asked = [
      '- {variable: title, label: Title}',
      '- {variable: mode, label: Mode, type: enum, options: [static, proxy], default: static}',
      '- {variable: tls, label: TLS, type: boolean, default: false}',
      ...conditions.map((each, at) => `- variable: v${at}\n  show_if: ${each}`),
    ];
    const files = { ...sample, 'questions.yaml': `questions:\n${asked.join('\n')}\n` };
    const args = ['lint', '--rule', 'chart-condition-grammar'];
    const { stdout } = await run(temporaryFolder(files), args);
    const effects = [...stdout.matchAll(/does not understand (.*?) +\[/g)].map(
      ([, effect]) => effect,
    );
    expect(effects).toEqual([
      '!= in a condition, and always shows v0',
      'a second = in a condition, and always shows v1',
      'a line break in a condition, and always shows v2',
      'quotes in a condition, and always shows v3',
      `quotes in a condition, and shows v4 if title == "'a'"`,
      'parentheses in a condition, reads it as mode == "static)", and never shows v5',
      'parentheses in a condition, and shows v6 if title == "a)"',
      '! in a condition, reads it as !mode == "static", and never shows v7',
      '&& after || in a condition, and shows v8 if (title == "a" || mode == "static") && tls == true',
      '&& after || in a condition, and may show v9 at other times than is meant',
    ]);
  });

  test('checks the entries and the charts of one repository', async () => {
    const files = repository(misspelled, {
      'templates/other/config.yml': 'name: Other\nversion: 1.0.0\n',
    });
    const { stdout } = await runCli(temporaryFolder(files), ['lint', '--format', 'github']);
    expect(stdout).toContain('title=chart-question-key');
    expect(stdout).toContain('file=templates/other/config.yml');
  });

  test('does not look for charts in a catalog without any', async () => {
    expect((await runCli(catalog(), ['lint'])).stdout).toBe('No problems found.\n');
  });

  test('reports that rules about objects did not run without helm', async () => {
    const folder = temporaryFolder(repository(sample));
    const { code, stdout } = await withPath('/nonexistent', () => run(folder, ['lint']));
    expect(code).toBe(0);
    expect(stdout).toContain('[chart-not-rendered]');
    expect(stdout).toContain('install helm 3 or 4');
    expect(stdout).not.toContain('lint one');
  });

  test('reports that rules about objects did not run for many charts, and how they run', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `chart-${index}`);
    const charts = names.map((name) => [
      `charts/${name}/Chart.yaml`,
      `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    ]);
    const { stdout } = await runCli(temporaryFolder(Object.fromEntries(charts)), ['lint']);
    expect(stdout).toContain('11 charts');
    expect(stdout).toContain('lint one chart: rancher-catalog lint DIRECTORY');
    expect(stdout).not.toContain('install helm');
  });
});

describe.for(helmMajors)('lint of charts with helm %i', (major) => {
  const path = `${dirname(helmProgram(major))}:${process.env.PATH ?? ''}`;

  test.for(chartBlueprints)('finds nothing in the generated chart of %s', async (blueprint) => {
    const folder = chartOf(blueprint);
    for (const each of [folder, join(folder, '../catalog')]) {
      const { stdout } = await withPath(path, () => runCli(each, ['lint']));
      expect(stdout).toBe('No problems found.\n');
    }
  });

  test('reports what a chart installs, and why one is not rendered', async () => {
    const web = sample['templates/web.yaml']?.replace('automountServiceAccountToken: false', '');
    const open = { ...sample, 'templates/web.yaml': web ?? '' };
    const failing = { ...sample, 'templates/page.yaml': '{{ fail "no page" }}\n' };
    const github = ['lint', '--format', 'github'];
    const found = async (files: Readonly<Record<string, string | Uint8Array>>) =>
      (await withPath(path, () => runCli(temporaryFolder(files), github))).stdout;
    expect(await found(repository(open))).toContain('title=chart-token');
    expect(await found(failing)).toMatch(/file=templates\/page.yaml,line=1,.*title=chart-render/);
  });

  const question = (more: string) => `questions: [{variable: host, label: Host${more}}]\n`;

  test.for([
    ['a syntax error', 'error', '\n{{ if }}\n', question(', required: true')],
    ['an unknown function', 'error', '\n{{ .Values.host | quot }}\n', ''],
    ['a value that is missing', 'error', '\n{{ .Values.host.name }}\n', question('')],
    [
      'a value of a required answer',
      'warning',
      '\n{{ .Values.host.name }}\n',
      question(', required: true'),
    ],
    ['a value that Rancher gives', 'warning', '\n{{ .Values.global.cattle.url }}\n', ''],
    ['a template that demands a value', 'warning', '\n{{ required "host" .Values.host }}\n', ''],
  ] as const)('%s ends an installation: %s', async ([, severity, page, questions]) => {
    const files = {
      'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'templates/page.yaml': page,
      ...(questions === '' ? {} : { 'questions.yaml': questions }),
    };
    const argv = [
      'lint',
      '--format',
      'github',
      '--rule',
      'chart-install-fails',
      '--rule',
      'chart-render',
    ];
    const { stdout } = await withPath(path, () => runCli(temporaryFolder(files), argv));
    const code = severity === 'error' ? 'chart-install-fails' : 'chart-render';
    expect(stdout).toMatch(
      new RegExp(`^::${severity} file=templates/page.yaml,line=2,.*title=${code}`, 'm'),
    );
  });
});

test('helm of a third major is not used', async () => {
  const folder = temporaryFolder({ helm: '#!/bin/sh\necho v5.0.0\n' });
  chmodSync(join(folder, 'helm'), 0o755);
  const path = `${folder}:${process.env.PATH ?? ''}`;
  const files = temporaryFolder(repository(sample));
  const { stdout } = await withPath(path, () => runCli(files, ['lint']));
  expect(stdout).toContain('the helm on the PATH is v5.0.0; Rancher 2 runs helm 3 or 4');
});
