import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { git, gitVariables, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { start } from '../support/processes.ts';
import { readSteps, runStep, workflowFiles, type Steps } from '../support/workflow-steps.ts';

beforeAll(useGitVariables);

const systems = ['github', 'gitlab', 'drone'] as const;

const project = join(import.meta.dirname, '../..');

/** A user's repository with a workflow, and a catalog. Its `docker` logs the arguments. */
async function repositoryWith(system: (typeof systems)[number], ...more: string[]) {
  const folder = workplace({
    'answers.yml':
      'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\nanswers:\n  image: registry.example.com:5000/redis:1.0.0\n',
    'bin/docker':
      '#!/bin/sh\necho "$*" >> "$DOCKER_LOG"\ncat > /dev/null 2>&1 < /dev/null\n[ "$1" != manifest ]\n',
  });
  chmodSync(join(folder, 'bin/docker'), 0o755);
  expect(await start(folder, ['ci', 'init', system, ...more]).ended).toMatchObject({ code: 0 });
  const env = {
    ...gitVariables,
    PATH: `${folder}/bin:${folder}/npm/bin:${process.env.PATH ?? ''}`,
    NPM_CONFIG_PREFIX: `${folder}/npm`,
    NPM_CONFIG_CACHE: `${folder}/npm-cache`,
    XDG_CACHE_HOME: `${folder}/cache`,
    DOCKER_LOG: `${folder}/docker.log`,
    // The program of this project instead of the published package.
    RANCHER_CATALOG_PACKAGE: project,
    CATALOG_REPOSITORY: join(folder, 'catalog.git'),
  };
  return { folder, env, bare: join(folder, 'catalog.git') };
}

const outputOf = (command: string, args: readonly string[], input: string) => {
  const { stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' });
  return stdout + stderr;
};

const all = (steps: Steps) => [...steps.review, ...steps.main];

describe.for(systems)('the workflow for %s', (system) => {
  test('passes yamllint and shellcheck', { timeout: 60_000 }, async () => {
    const odd = "odd 'name'/a.yml";
    const { folder } = await repositoryWith(system, '-a', 'answers.yml', '-a', odd);
    const text = readFileSync(join(folder, workflowFiles[system]), 'utf8');
    expect(outputOf('yamllint', ['-'], text)).toBe('');
    const scripts = all(readSteps(system, folder)).map(({ script }) => script);
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) {
      expect(outputOf('shellcheck', ['-s', 'sh', '-o', 'quote-safe-variables', '-'], script)).toBe(
        '',
      );
    }
    expect(scripts.join('\n')).toContain(String.raw`--answers 'odd '\''name'\''/a.yml'`);
  });

  test('checks a pull request and publishes on the main branch', { timeout: 240_000 }, async () => {
    const { folder, env, bare } = await repositoryWith(system);
    const steps = readSteps(system, folder);
    const run = (list: Steps['main']) => {
      for (const step of list) {
        const { status, stdout, stderr } = runStep(folder, step, env);
        if (status !== 0) return { script: step.script, status, stdout, stderr };
      }
      return undefined;
    };
    expect(run(steps.main)).toBeUndefined();
    expect(subjects(bare)).toEqual(['redis 1.0.0 (revision 0)']);
    expect(readFileSync(env.DOCKER_LOG, 'utf8').split('\n').slice(0, 3)).toEqual([
      'manifest inspect registry.example.com:5000/redis:1.0.0',
      'build --tag registry.example.com:5000/redis:1.0.0 build/image/redis/',
      'push registry.example.com:5000/redis:1.0.0',
    ]);

    // Pull requests without a change, without a new version, and with both.
    expect(run(steps.review)).toBeUndefined();
    const answers = readFileSync(join(folder, 'answers.yml'), 'utf8');
    const changed = answers.replace('redis:1.0.0', 'redis:1.0.1');
    writeFileSync(join(folder, 'answers.yml'), changed);
    expect(run(steps.review)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('[drift]'),
    });
    writeFileSync(join(folder, 'answers.yml'), changed.replace('version: 1.0.0', 'version: 1.0.1'));
    expect(run(steps.review)).toBeUndefined();
    expect(subjects(bare)).toHaveLength(1);
    expect(run(steps.main)).toBeUndefined();
    expect(show(bare, 'templates/redis/1/docker-compose.yml')).toContain('redis:1.0.1');
    expect(git(bare, 'rev-list', '--count', 'master')).toBe('2\n');
  });
});

test('the workflow for GitHub conforms to its schema', async () => {
  const { folder } = await repositoryWith('github');
  const text = readFileSync(join(folder, workflowFiles.github), 'utf8');
  expect(validateWorkflow(text).errors).toEqual([]);
  expect(validateWorkflow(text.replace('runs-on:', 'runs-at:')).errors).not.toEqual([]);
});
