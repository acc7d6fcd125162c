import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  changeHello,
  changeTemplate,
  chartTemplate,
  helloWorld,
  releasedHello,
} from '../support/chart-catalog.ts';
import { edit } from '../support/echo-catalog.ts';
import { commit, git } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { bareOf, publish, publishGood, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const otherService = chartTemplate.replace('serviceName: ', 'serviceName: other-');

/** What `release auto` prints in its first line; it must succeed. */
async function auto(folder: string, ...more: string[]) {
  const source = more.includes('--catalog') ? [] : ['--repo', 'catalog.git'];
  const { code, found, stdout } = await run(folder, ['release', 'auto', ...source, ...more]);
  expect({ code, found }).toEqual({ code: 0, found: [] });
  return stdout.split('  ')[0];
}

describe('release auto with a chart', () => {
  test.for([
    ['a template', 'app.yaml', `${chartTemplate}# more\n`, '1.0.1'],
    ['a field of a StatefulSet', 'app.yaml', otherService, '2.0.0'],
  ] as const)('a change of %s of the chart alone counts', async ([, , text, next]) => {
    const { folder } = await releasedHello();
    expect(await auto(folder)).toBe('hello 1.0.0');
    changeTemplate(folder, text);
    expect(await auto(folder, '--target', 'rancher-1.6')).toBe('hello 1.0.0');
    expect(await auto(folder, '--catalog', 'checkout', '--dry-run')).toBe(`hello 1.0.0 → ${next}`);
    expect(await auto(folder)).toBe(`hello 1.0.0 → ${next}`);
    await publishGood(folder);
    expect(await auto(folder)).toBe(`hello ${next}`);
  });

  test('a chart can be all that is released', async () => {
    const { folder, checkout } = await releasedHello('--target', 'rancher-2');
    const target = ['--target', 'rancher-2', '--dry-run'];
    const set = ['--set', 'greeting=moin'];
    expect(await auto(folder, ...target)).toBe('hello 1.0.0');
    changeHello(folder, '1.0.0', 'defaults:\n  greeting: moin\n');
    expect(await auto(folder, ...target)).toBe('hello 1.0.0 → 1.1.0');
    changeHello(folder, '1.0.0');
    edit(
      join(folder, 'blueprint/answers.schema.json'),
      '"default": "hello"',
      '"default": "hello", "maxLength": 5',
    );
    expect(await auto(folder, ...target)).toBe('hello 1.0.0 → 2.0.0');
    const allow = ['--allow', 'value-narrowed'];
    expect(await auto(folder, ...target, ...allow)).toBe('hello 1.0.0 → 1.0.1');
    expect(await auto(folder, ...target, ...set, '--catalog', checkout)).toBe(
      'hello 1.0.0 → 2.0.0',
    );
  });

  test('what it chooses is accepted when the forms have different versions', async () => {
    const { folder } = await releasedHello('--target', 'rancher-1.6');
    changeHello(folder, '1.4.0', 'defaults:\n  greeting: moin\n');
    await publishGood(folder, '--target', 'rancher-2');
    changeTemplate(folder, otherService);
    changeHello(folder, '1.0.0', 'defaults:\n  greeting: moin\n');
    expect(await auto(folder)).toBe('hello 1.0.0 → 2.0.0');
    expect(await publish(folder)).toMatchObject({ code: 0, state: 'published' });
  });

  test('charts in directories are compared, too', async () => {
    const folder = helloWorld();
    commit(bareOf(folder), 'Others', {
      'charts/abc/1.0.0/Chart.yaml': 'apiVersion: v2\nname: abc\nversion: 1.0.0\n',
    });
    await publishGood(folder);
    expect(await auto(folder)).toBe('hello 1.0.0');
    changeTemplate(folder, otherService);
    expect(await auto(folder)).toBe('hello 1.0.0 → 2.0.0');
    git(folder, 'clone', '-q', 'catalog.git', 'checkout');
    changeHello(folder, '1.0.0');
    expect(await auto(folder, '--catalog', 'checkout')).toBe('hello 1.0.0 → 2.0.0');
  });

  test('--json marks the causes of the chart', async () => {
    const { folder } = await releasedHello();
    changeTemplate(folder, `${chartTemplate}# more\n`);
    const argv = ['release', 'auto', '--repo', 'catalog.git', '--json'];
    const { stdout } = await runCli(folder, argv);
    expect(JSON.parse(stdout)).toMatchObject({
      version: '1.0.1',
      causes: [{ kind: 'file-changed', subject: 'templates/app.yaml', isOfChart: true }],
    });
  });
});

test('release with a size that is too small for the chart is refused', async () => {
  const { folder } = await releasedHello();
  changeTemplate(folder, otherService);
  const argv = ['release', 'minor', '--repo', 'catalog.git'];
  expect(await run(folder, argv)).toMatchObject({
    code: 1,
    found: ['answers.yml:3:10 bump-too-small'],
  });
  expect(await run(folder, [...argv, '--target', 'rancher-1.6', '--dry-run'])).toMatchObject({
    code: 0,
    found: [],
  });
});

test('release refuses a chart whose home changed, as publish does', async () => {
  const { folder } = await releasedHello();
  edit(
    join(folder, 'blueprint/blueprint.yml'),
    'name: hello\n',
    'name: hello\nprojectURL: https://example.com\n',
  );
  for (const argv of [
    ['release', 'auto', '--repo', 'catalog.git'],
    ['publish', '--repo', 'catalog.git', '--set', 'version=1.0.1'],
  ]) {
    const { code, found } = await run(folder, argv);
    expect({ code, found }).toEqual({ code: 1, found: ['answers.yml:3:10 not-allowed'] });
  }
});
