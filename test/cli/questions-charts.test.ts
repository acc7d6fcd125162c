import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helloWorld } from '../support/chart-catalog.ts';
import { refusal, run } from '../support/prose.ts';
import { useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const annotated = {
  type: 'object',
  additionalProperties: false,
  properties: {
    greeting: {
      title: 'Greeting',
      description: 'What it shows.',
      type: 'string',
      default: 'hello',
    },
    admin_password: {
      title: 'Password',
      description: 'Of the administrator.',
      type: 'string',
      default: 'secret',
      'x-rancher': { type: 'password', secret: true },
      'x-chart': { value: 'auth.password', group: 'Access', when: { greeting: 'moin' } },
    },
    host_port: {
      title: 'Port',
      description: 'On the host.',
      type: 'integer',
      default: 8080,
      'x-target': 'rancher-1.6',
    },
    node_selector: {
      title: 'Nodes',
      description: 'Labels of nodes.',
      type: 'object',
      default: {},
      'x-target': 'rancher-2',
    },
    storage_class: {
      title: 'Storage class',
      description: 'Of the volume.',
      type: 'string',
      default: '',
      'x-target': 'rancher-2',
      'x-chart': { type: 'storageclass' },
    },
    debug: {
      title: 'Debug',
      description: 'Log more.',
      type: 'boolean',
      default: false,
      'x-rancher': { ask: 'never' },
    },
  },
};

function world(): string {
  const folder = helloWorld();
  const path = join(folder, 'blueprint/answers.schema.json');
  writeFileSync(path, JSON.stringify(annotated));
  return folder;
}

interface Listed {
  readonly questions: readonly { readonly variable: string; readonly target?: string }[];
  readonly chartQuestions?: readonly { readonly variable: string }[];
  readonly chartValues?: readonly { readonly variable: string }[];
}

const names = (list: readonly { readonly variable: string }[] = []) =>
  list.map(({ variable }) => variable);

async function listed(folder: string, ...more: string[]): Promise<Listed> {
  const { stdout } = await runCli(folder, ['questions', './blueprint', '--json', ...more]);
  return JSON.parse(stdout) as Listed;
}

test('questions lists those of both Ranchers, and which has an answer alone', async () => {
  const folder = world();
  expect(await run(folder, ['questions', './blueprint'])).toMatchObject({ code: 0, found: [] });
  const { questions, chartQuestions, chartValues } = await listed(folder);
  expect(questions.map(({ variable, target }) => [variable, target])).toEqual([
    ['greeting', undefined],
    ['admin_password', undefined],
    ['host_port', 'rancher-1.6'],
  ]);
  expect(chartQuestions).toMatchObject([
    { variable: 'greeting', answer: 'greeting', default: 'hello' },
    {
      variable: 'auth.password',
      answer: 'admin_password',
      type: 'password',
      group: 'Access',
      show_if: 'greeting=moin',
    },
    {
      variable: 'storageClass',
      answer: 'storage_class',
      type: 'storageclass',
      target: 'rancher-2',
    },
  ]);
  expect(chartQuestions?.[0]).not.toHaveProperty('target');
  expect(chartValues).toMatchObject([
    { variable: 'nodeSelector', answer: 'node_selector', value: {}, target: 'rancher-2' },
    { variable: 'debug', answer: 'debug', value: false },
  ]);
});

test('a secret default is not in the table', async () => {
  const { stdout } = await runCli(world(), ['questions', './blueprint']);
  expect(stdout).toContain('***');
  expect(stdout).not.toMatch(/\bsecret\b/);
});

test('--target lists one form', async () => {
  const folder = world();
  const target = ['--target', 'rancher-2'];
  const chart = await listed(folder, ...target);
  expect([names(chart.questions), names(chart.chartQuestions).length]).toEqual([[], 3]);
  expect(await listed(folder, '--target', 'rancher-1.6')).not.toHaveProperty('chartQuestions');
  const table = await run(folder, ['questions', './blueprint', ...target]);
  expect(table).toMatchObject({ code: 0, found: [] });
  const argv = ['questions', './blueprint', '--format', 'json', ...target];
  const { stdout } = await runCli(folder, argv);
  expect(names(JSON.parse(stdout) as Listed['questions'])).toEqual(names(chart.chartQuestions));
});

test('a blueprint without a chart has no second form', async () => {
  const folder = world();
  expect(await runCli(folder, ['questions', 'web', '--json'])).toMatchObject({ code: 0 });
  expect(await refusal(folder, ['questions', 'web', '--target', 'rancher-2'])).toMatchObject({
    code: 1,
    found: [expect.stringMatching(/ chart-missing$/)],
  });
});
