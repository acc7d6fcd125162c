import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const page = readFileSync(join(root, 'docs/recipes.md'), 'utf8');

/** The recipes: a heading, and the files that the text before each block names. */
const recipes = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.split('\n')[0] ?? '',
    files: [...text.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([^]*?)^```$/gm)].map(
      ([, path = '', content = '']) => [path, content] as const,
    ),
  }));

test.for(recipes)('the recipe "$title" works as it is printed', async ({ files }) => {
  const folder = temporaryFolder();
  const argv = ['blueprint', 'new', 'my-entry', '--from', 'worker', '--yes'];
  expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
  const mine = join(folder, 'my-entry');
  rmSync(join(mine, 'tests/worker.yml'));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(mine, path)), { recursive: true });
    writeFileSync(join(mine, path), content);
  }
  const passed = { code: 0, stderr: '' };
  expect(await runCli(mine, ['blueprint', 'test'])).toMatchObject(passed);
  // Launches all branches, too.
  expect(await runCli(mine, ['generate'])).toMatchObject(passed);
  expect(await runCli(mine, ['lint', 'build/catalog'])).toEqual({
    ...passed,
    stdout: 'No problems found.\n',
  });
  const launched = await runCli(mine, ['launch', 'build/catalog/templates/my-entry/0']);
  // A question that must be answered is a warning.
  expect([
    launched.code,
    launched.stderr.replaceAll(/[^[]+\[launch-unanswered\][^[]*/g, ''),
  ]).toEqual([0, '']);
});

test('each recipe is in the table of the page', () => {
  expect(recipes.length).toBeGreaterThan(9);
  for (const { title, files } of recipes) {
    expect(page).toContain(`| [${title}](#${title.toLowerCase().replaceAll(' ', '-')}) |`);
    expect(files.map(([path]) => path)).toEqual([
      'answers.schema.json',
      'docker-compose.yml.hbs',
      'rancher-compose.yml.hbs',
      'tests/recipe.yml',
    ]);
  }
});
