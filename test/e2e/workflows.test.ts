import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { describe, expect, test } from 'vitest';
import { pageAnswers, writePageBlueprint } from '../support/page-blueprint.ts';
import { start } from '../support/processes.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { readSteps, workflowFiles, type Event } from '../support/workflow-steps.ts';

const systems = ['github', 'gitlab', 'drone'] as const;
type System = (typeof systems)[number];
const events: readonly Event[] = ['review', 'fork', 'main', 'schedule'];

const redis =
  'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\nanswers:\n  image: registry.example.com:5000/redis:1.0.0\n';
const odd = "odd 'name'/a.yml";

const configured = {
  CATALOG_REPOSITORY: 'https://git.example.com/catalog.git',
  RANCHER_CATALOG_TOKEN: 'catalog',
  REGISTRY_USER: 'user',
  REGISTRY_PASSWORD: 'password',
  UPDATE_TOKEN: 'update',
};

/** A repository with the workflow of two entries, one with an image; test/image runs the steps. */
async function repositoryWith(system: System) {
  const folder = temporaryFolder({ 'answers.yml': redis, [odd]: pageAnswers('nginx:1.27') });
  writePageBlueprint(join(folder, "odd 'name'"));
  const argv = ['ci', 'init', system, '-a', 'answers.yml', '-a', odd];
  expect(await start(folder, argv).ended).toMatchObject({ code: 0 });
  const text = readFileSync(join(folder, workflowFiles[system]), 'utf8');
  const platform = { folder, settings: configured };
  const steps = (event: Event) => readSteps(system, folder, event, platform);
  return { text, steps };
}

const outputOf = (command: string, args: readonly string[], input = '') => {
  const { stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  return stdout + stderr;
};

const jobsOf = (steps: readonly { readonly job: string }[]) => [
  ...new Set(steps.map(({ job }) => job)),
];

const catalog = 'RANCHER_CATALOG_TOKEN';
const registry = 'REGISTRY_PASSWORD';
const all = `${catalog} ${registry} UPDATE_TOKEN`;

/** The secrets that each step of a job sees. Variables of a project of GitLab are in all its jobs. */
const seenIn: Record<System, Record<Event, string[]>> = {
  github: {
    review: ['lint', 'lint', 'lint', 'check', `check ${catalog}`],
    fork: ['lint', 'lint', 'lint'],
    main: ['release', 'release', 'release', `release ${registry}`, `release ${catalog}`],
    schedule: ['update', `update ${catalog} ${registry} GH_TOKEN`],
  },
  gitlab: {
    review: [`lint ${all}`, `check ${all}`],
    fork: ['lint'],
    main: [`image ${all}`, `publish ${all}`],
    schedule: [`update ${all}`],
  },
  drone: {
    review: ['lint', `check ${catalog}`],
    fork: ['lint', 'check'],
    main: ['lint', `image ${registry}`, `publish ${catalog}`],
    schedule: [`update ${all}`],
  },
};

describe.for(systems)('the workflow for %s', (system) => {
  test('passes yamllint and shellcheck', async () => {
    const { text, steps } = await repositoryWith(system);
    // A commit of 40 digits and the version beside it do not fit into 80 columns.
    const rules = '{extends: default, rules: {line-length: {max: 100}}}';
    expect(outputOf('yamllint', ['-d', rules, '-'], text)).toBe('');
    const scripts = [
      ...new Set(events.flatMap((event) => steps(event).map(({ script }) => script))),
    ];
    expect(scripts.length).toBeGreaterThan(4);
    for (const script of scripts) {
      expect(outputOf('shellcheck', ['-s', 'sh', '-o', 'quote-safe-variables', '-'], script)).toBe(
        '',
      );
    }
    expect(scripts.join('\n')).toContain(String.raw`--answers 'odd '\''name'\''/a.yml'`);
  });

  test('has a job for each event, and a fork is checked without the catalog', async () => {
    const { steps } = await repositoryWith(system);
    const jobs = Object.fromEntries(events.map((event) => [event, jobsOf(steps(event))]));
    const main = {
      github: ['release'],
      gitlab: ['image', 'publish'],
      drone: ['lint', 'image', 'publish'],
    };
    // The step of Drone ends by itself, because Drone has no condition for this.
    const fork = system === 'drone' ? ['lint', 'check'] : ['lint'];
    expect(jobs).toEqual({
      review: ['lint', 'check'],
      fork,
      main: main[system],
      schedule: ['update'],
    });
  });

  test('gives secrets to the steps that need them, and none to a fork', async () => {
    const { text, steps } = await repositoryWith(system);
    expect(text).not.toMatch(/:\/\/[^/\s"']*@/);
    const secrets = new Set(['catalog', 'password', 'update', 'token-of-the-run']);
    const seen = (event: Event) =>
      steps(event).map(({ job, env }) =>
        [job, ...Object.keys(env).filter((key) => secrets.has(env[key] ?? ''))].join(' '),
      );
    expect(Object.fromEntries(events.map((event) => [event, seen(event)]))).toEqual(seenIn[system]);
  });

  test('gives git a token for the catalog only', async () => {
    const { steps } = await repositoryWith(system);
    const { script = '' } =
      steps('review').find((step) => step.script.includes('credential')) ?? {};
    const settings = /(?:^.*GIT_CONFIG_.*\n){3}.*\n/m.exec(script)?.[0] ?? '';
    const fill = (url: string) =>
      spawnSync('sh', ['-e', '-c', `${settings}\ngit credential fill`], {
        input: `url=${url}\n\n`,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_SYSTEM: '/dev/null',
          GIT_TERMINAL_PROMPT: '0',
          CATALOG_REPOSITORY: 'https://git.example.com/team/catalog.git',
          RANCHER_CATALOG_TOKEN: 'to$k"en',
        },
      });
    expect(fill('https://git.example.com/team/catalog.git').stdout).toContain(
      'username=x-access-token\npassword=to$k"en\n',
    );
    expect(fill('https://git.example.com/team/own.git').status).not.toBe(0);
    expect(fill('https://other.example.com/team/catalog.git').status).not.toBe(0);
  });
});

test('the workflow for GitHub conforms to its schema', async () => {
  const { text } = await repositoryWith('github');
  expect(validateWorkflow(text).errors).toEqual([]);
  expect(validateWorkflow(text.replace('runs-on:', 'runs-at:')).errors).not.toEqual([]);
});

test('the workflow for GitHub pins each action, and its jobs have a timeout and few permissions', async () => {
  const { text } = await repositoryWith('github');
  const uses = text.match(/uses: .*/g) ?? [];
  expect(uses.length).toBeGreaterThan(4);
  for (const line of uses) {
    expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} {2}# v\d+\.\d+\.\d+$/);
  }
  const jobs = text.match(/runs-on:/g) ?? [];
  expect(text.match(/timeout-minutes: \d+/g)).toHaveLength(jobs.length);
  expect(text.match(/persist-credentials: false/g)).toHaveLength(jobs.length);
  expect(text.match(/: write$/gm)).toEqual([': write', ': write']);
});
