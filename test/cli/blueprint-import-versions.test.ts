import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git, workplace } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { bareOf, publishing, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>';

/** A template with several versions, of which config.yml preselects the first. */
function versionsOf(versions: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const files = versions.flatMap((version, revision) => [
    [`templates/web/${revision}/docker-compose.yml`, `web:\n  image: nginx:${version}\n`],
    [`templates/web/${revision}/rancher-compose.yml`, `.catalog:\n  version: ${version}\n`],
  ]);
  return {
    'templates/web/config.yml': `category: Web\nname: Web\nversion: ${versions[0]}\nlabels: {a: b}\n`,
    'templates/web/catalogIcon.svg': icon,
    ...(Object.fromEntries(files) as Record<string, string>),
    ...more,
  };
}

/** A folder with the bare repository of a catalog, and its files in `checkout`. */
function catalogOf(files: Readonly<Record<string, string>>): string {
  const own = Object.entries(files).map(([path, text]) => [`checkout/${path}`, text]);
  const folder = workplace(Object.fromEntries(own) as Record<string, string>);
  commit(bareOf(folder), 'Catalog', files);
  return folder;
}

const importing = ['blueprint', 'import', 'checkout/templates/web', '-o', 'mine'];

const versionIn = (folder: string) =>
  /^version: "(.*)"$/m.exec(readFileSync(join(folder, 'mine/answers.yml'), 'utf8'))?.[1];

describe('of several versions', () => {
  test.for([
    [['1.0.0', '2.0.0', '3.0.0'], '3.0.0'],
    [['1.9.0', '1.10.0', '1.2.0'], '1.10.0'],
    [['2.0.0-rancher1', 'v2.0.0', '2.0.0-rc1'], 'v2.0.0'],
    [['1.0.0'], '1.0.0'],
  ] as const)('of %j, the newest is imported: %s', async ([versions, newest]) => {
    const folder = catalogOf(versionsOf(versions));
    const { code, stderr } = await run(folder, importing);
    expect(code).toBe(0);
    expect(versionIn(folder)).toBe(newest);
    const isPreselected = versions[0] === newest;
    expect(stderr.includes(`config.yml preselects ${versions[0]}`)).toBe(!isPreselected);
  });

  test('the version whose directory is given is imported', async () => {
    const folder = catalogOf(versionsOf(['1.0.0', '2.0.0', '3.0.0']));
    const argv = ['blueprint', 'import', 'checkout/templates/web/1', '-o', 'mine'];
    expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
    expect(versionIn(folder)).toBe('2.0.0');
  });
});

const releasing = ['release', 'patch', '-a', 'mine/answers.yml', '--repo', 'catalog.git'];
const publishingMine = publishing('-a', 'mine/answers.yml');

describe('publish of an imported entry', () => {
  test('continues its versions without --force', async () => {
    const folder = catalogOf(versionsOf(['1.0.0', '2.0.0', '3.0.0']));
    await runCli(folder, importing);
    expect(await runCli(folder, releasing)).toMatchObject({ code: 0 });
    const { code, stderr } = await run(folder, publishingMine);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const show = (path: string) => git(bareOf(folder), 'show', `master:templates/web/${path}`);
    expect(show('3/rancher-compose.yml')).toContain('version: "3.0.1"');
    expect(show('2/docker-compose.yml')).toContain('image: nginx:3.0.0');
    expect(show('config.yml')).toContain('version: "3.0.1"');
    const tree = git(bareOf(folder), 'ls-tree', '--name-only', 'master:templates/web');
    expect(tree.split('\n').filter((name) => name.startsWith('catalogIcon'))).toEqual([
      'catalogIcon-web.svg',
    ]);
  });

  test('takes what Rancher accepts in it, as generate does', async () => {
    // Without an answer, Rancher gets an empty text for the scale.
    const compose = `.catalog:\n  version: 1.0.0\n  questions:\n  - {variable: scale, label: Scale, type: int, default: 1}\nweb:\n  scale: \${scale}\n`;
    const folder = catalogOf(
      versionsOf(['1.0.0'], { 'templates/web/0/rancher-compose.yml': compose }),
    );
    expect(await runCli(folder, importing)).toMatchObject({ code: 0 });
    expect(await runCli(folder, releasing)).toMatchObject({ code: 0 });
    const { code, found } = await run(folder, publishingMine);
    expect({ code, empty: found.filter((each) => each.includes('empty-answer')) }).toEqual({
      code: 0,
      empty: [expect.stringMatching(/^mine\/rancher-compose\.yml\.hbs:.* \(warning\)$/)],
    });
  });

  test.for([
    ['config.yml has another title', 'config.yml', 'name: Other\nversion: 1.0.0\n'],
    ['the icon is another one', 'catalogIcon.svg', '<svg/>'],
  ] as const)('needs --force if %s by now', async ([, path, text]) => {
    const folder = catalogOf(versionsOf(['1.0.0']));
    await runCli(folder, importing);
    expect(await runCli(folder, releasing)).toMatchObject({ code: 0 });
    commit(bareOf(folder), 'Edit', { [`templates/web/${path}`]: text });
    const { code, found } = await run(folder, publishingMine);
    expect(code).toBe(1);
    expect(found.join()).toContain('target-foreign');
    expect(await runCli(folder, [...publishingMine, '--force'])).toMatchObject({ code: 0 });
  });
});
