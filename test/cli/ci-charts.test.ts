import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { changeHello, helloWorld, releasedHello } from '../support/chart-catalog.ts';
import { run } from '../support/prose.ts';
import { publishGood, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

/** The commands of this program in a workflow, each as its words. */
function commandsOf(workflow: string): string[][] {
  return workflow
    .replaceAll(/ \\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => /rancher-catalog (?:generate|lint|check|publish|release)/.test(line))
    .map((line) => line.replace(/^.*rancher-catalog (?=[a-z])/, '').split(' '));
}

test.for(['github', 'gitlab', 'drone'] as const)(
  'ci init %s --target chooses the form in every step that has one',
  async (system) => {
    const folder = helloWorld();
    const argv = ['ci', 'init', system, '--dry-run'];
    const { stdout } = await runCli(folder, [...argv, '--target', 'rancher-2']);
    expect(parseAllDocuments(stdout).flatMap(({ errors }) => errors)).toEqual([]);
    const commands = commandsOf(stdout);
    const names = new Set(commands.map(([name]) => name));
    expect(names).toEqual(new Set(['check', 'generate', 'lint', 'publish', 'release']));
    for (const words of commands.filter(([name]) => name !== 'lint')) {
      expect(words.join(' ')).toContain('--target rancher-2');
    }
    expect((await runCli(folder, argv)).stdout).not.toContain('--target');
  },
);

test('ci init refuses a target that a blueprint lacks', async () => {
  const folder = helloWorld();
  rmSync(join(folder, 'blueprint/chart'), { recursive: true });
  const { code, found } = await run(folder, ['ci', 'init', 'github', '--target', 'rancher-2']);
  expect({ code, found }).toEqual({ code: 1, found: ['answers.yml:3:10 chart-missing'] });
});

test('the steps of a workflow work for charts alone', async () => {
  const { folder } = await releasedHello('--target', 'rancher-2');
  const target = ['--target', 'rancher-2'];
  changeHello(folder, '1.0.0', 'title: Hello again\n');
  const release = ['release', 'auto', '--repo', 'catalog.git', ...target];
  expect(await run(folder, release)).toMatchObject({ code: 0, found: [] });
  const generate = ['generate', '--out', 'build', ...target];
  expect(await runCli(folder, generate)).toMatchObject({ code: 0, stderr: '' });
  expect(await runCli(folder, ['lint', 'build/catalog'])).toMatchObject({ code: 0 });
  const check = ['check', '-c', 'checkout', '--allow-unreleased', ...target];
  expect(await run(folder, check)).toMatchObject({ code: 0 });
  await publishGood(folder, ...target);
  execFileSync('git', ['-C', join(folder, 'checkout'), 'pull', '-q']);
  expect(await run(folder, check)).toMatchObject({ code: 0, found: [] });
});
