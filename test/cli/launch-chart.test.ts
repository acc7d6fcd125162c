import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartOf, renderChart } from '../support/charts.ts';
import { helmMajors } from '../support/helm.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';
import { redisRepository } from './chart-repository.ts';
import { useHelm, web } from './web-chart.ts';

/** What `launch --json` prints of a chart. */
interface ChartJson {
  readonly questions: readonly { readonly variable: string; readonly value: unknown }[];
  readonly changes: unknown;
  readonly sent: { readonly global: { readonly cattle: object } };
  readonly helm: string | null;
  readonly objects: readonly { readonly kind: string; readonly name: string }[] | null;
}

const json = async (folder: string, ...args: string[]) =>
  JSON.parse((await runCli(folder, ['launch', ...args, '--json'])).stdout) as ChartJson;

describe.each(helmMajors)('launch of a chart with helm %i', (major) => {
  test('prints the values that the form sends, and the objects', async () => {
    useHelm(major);
    const args = ['--set', 'replicas=3', '--set', 'auth.password=p w'];
    const { code, stdout } = await run(
      chartOf('redis-sentinel'),
      ['launch', '.', ...args],
      [[/helm v\d+\.\d+\.\d+/g, 'helm <version>']],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('replicas: 3');
    expect(stdout).not.toContain('p w');
    expect(stdout).toMatch(/StatefulSet +redis-sentinel-sentinel/);
  });

  test('renders what helm renders of the values', async () => {
    useHelm(major);
    const chart = chartOf('redis-cluster');
    const { objects, sent, helm } = await json(chart, '.', '--set', 'auth.existingSecret=a');
    expect(helm).toMatch(new RegExp(`^v${major}\\.`));
    const expected = renderChart(major, chart, { release: 'redis-cluster', values: sent });
    expect(objects?.map(({ kind, name }) => ({ kind, name }))).toEqual(
      expected.map(({ kind, metadata: { name } }) => ({ kind, name })),
    );
  });

  test('reports what the form, the schema and templates refuse, at once', async () => {
    useHelm(major);
    const folder = web({ 'answers.yml': 'port: 0\nlog:\n  level: trace\nname: root\nnme: x\n' });
    expect(await run(folder, ['launch', 'web', '--answers', 'answers.yml'])).toMatchObject({
      code: 1,
      found: [
        'answers.yml:1:7 launch-values',
        'answers.yml:3:10 launch-answer',
        'answers.yml:5:6 launch-unknown (warning)',
        'web launch-template',
        'web launch-template',
      ],
    });
  });

  test('needs a chart to be complete, and asks no network for it', async () => {
    useHelm(major);
    const dependency = '{name: other, version: 1.0.0, repository: "https://charts.invalid"}';
    const folder = web({
      'web/Chart.yaml': `apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [${dependency}]\n`,
    });
    const { code, stderr } = await runCli(folder, ['launch', 'web']);
    expect(code).toBe(1);
    expect(stderr).toContain('missing in charts/');
  });
});

describe('launch of a chart', () => {
  test('takes an archive, or a chart of a repository', async () => {
    useHelm(4);
    const folder = redisRepository();
    expect(await json(folder, 'assets/redis-1.0.0.tgz')).toMatchObject({ version: '1.0.0' });
    expect(await json(folder, '.', '--chart', 'redis')).toMatchObject({ version: '1.10.0' });
    expect(await json(folder, '.', '--chart', 'redis@1.0.0')).toMatchObject({ version: '1.0.0' });
    for (const wanted of ['reds', 'redis@2.0.0']) {
      expect(await run(folder, ['launch', '.', '--chart', wanted])).toMatchObject({
        code: 1,
        found: [expect.stringMatching(/ launch-chart$/)],
      });
    }
  });

  test('reads answers as a tree or by variables; --set takes precedence', async () => {
    const folder = web({
      'a.yml': 'log: {level: debug}\nport: 81\n',
      'b.yml': 'log.level: debug\n',
    });
    const values = async (...args: string[]) =>
      parse((await runCli(folder, ['launch', 'web', '--values', ...args])).stdout) as unknown;
    expect(await values('-a', 'a.yml')).toEqual({ log: { level: 'debug' }, port: 81 });
    expect(await values('-a', 'a.yml', '--set', 'port=80')).toEqual({ log: { level: 'debug' } });
    expect(await values('-a', 'b.yml')).toEqual({ log: { level: 'debug' } });
    // No question asks for it: an edit of the YAML.
    expect(await values('--set', 'name=abc')).toEqual({ name: 'abc' });
    expect(await values()).toEqual({});
  });

  test.each(['--values', '--yaml'])(
    'prints nothing for %s if there is an error',
    async (option) => {
      useHelm(4);
      const folder = web({});
      const { code, stdout, stderr } = await runCli(folder, [
        'launch',
        'web',
        option,
        '--set',
        'port=many',
      ]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('launch-');
    },
  );

  test('reports an answer that the form hides or marks', async () => {
    const folder = web({ 'web/values.schema.json': '{}' });
    expect(
      await run(folder, ['launch', 'web', '--values', '--set', 'secret=x', '--set', 'port=70000']),
    ).toMatchObject({
      code: 0,
      found: ['--set port launch-form (warning)', '--set secret launch-hidden (warning)'],
    });
    const shown = await runCli(folder, [
      'launch',
      'web',
      '--values',
      '--set',
      'secret=x',
      '--set',
      'port=8080',
    ]);
    expect(shown.stderr).toBe('');
    expect(parse(shown.stdout)).toEqual({ port: 8080, secret: 'x' });
  });

  test('does not follow links, and ends patterns that take exponential time', async () => {
    const folder = web({
      'web/values.schema.json': JSON.stringify({
        properties: { name: { pattern: '^(a+)+$' } },
      }),
      'web/questions.yaml': 'questions: [{variable: linked}]\n',
    });
    symlinkSync('/etc/passwd', join(folder, 'web/questions.yml'));
    const { questions } = await json(folder, 'web', '--set', `name=${'a'.repeat(40)}!`);
    expect(questions.map(({ variable }) => variable)).toEqual(['linked']);
  });

  test.each([
    ['launch', 'web', '--values', '--yaml'],
    ['launch', 'web', '--json', '--values'],
    ['launch', 'web', '--release-previous', '1.0.0'],
    ['launch', '.', '--values'],
    ['launch', '.', '--kube-version', 'v1.31.2'],
  ])('%s %s %s %s is refused', async (...argv) => {
    const { code, stdout, stderr } = await runCli(
      web(),
      argv.filter((each) => each !== undefined),
    );
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(/\[usage\]|"usage"/);
  });

  test.each([
    ['no name', { 'web/Chart.yaml': 'apiVersion: v2\nversion: 1.0.0\n' }, 'web/Chart.yaml'],
    ['values that are a list', { 'web/values.yaml': '- a\n' }, 'web/values.yaml:1'],
    [
      'questions that are not YAML',
      { 'web/questions.yaml': 'questions: [\n' },
      'web/questions.yaml:',
    ],
  ])('a chart with %s is refused', async (_, files, place) => {
    expect(await run(web(files), ['launch', 'web'])).toMatchObject({
      code: 1,
      found: [expect.stringMatching(new RegExp(`^${place}.*launch-chart`))],
    });
  });
});
