import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git } from '../support/git.ts';
import { run } from '../support/prose.ts';
import {
  bareOf,
  change,
  clone,
  published,
  publishGood,
  publishing,
  useGit,
} from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const blockOf = (revision: number) => `templates/redis/${revision}/rancher-compose.yml`;

const imageOf = (tag: number) => `answers:\n  image: x:${tag}\n`;

/** A catalog with 1.0.0, 1.0.1 and 1.1.0, and the range that earlier versions of the program wrote. */
async function oldCatalog(): Promise<string> {
  const folder = await published('1.0.0', imageOf(0));
  for (const [index, version] of ['1.0.1', '1.1.0'].entries()) {
    change(folder, version, imageOf(index + 1));
    await publishGood(folder);
  }
  const blocks = [0, 1, 2].map((revision): [string, string] => {
    const text = git(bareOf(folder), 'show', `master:${blockOf(revision)}`);
    // Without the digests that show the edit.
    return [blockOf(revision), text.replace(' || =1.0.0"', '"').replace(/ files=.*/, ' files=')];
  });
  commit(bareOf(folder), 'old', Object.fromEntries(blocks));
  // As one commit without a parent, since no released version was edited.
  const root = git(bareOf(folder), 'commit-tree', '-m', 'old', 'master^{tree}').trim();
  git(bareOf(folder), 'update-ref', 'refs/heads/master', root);
  return folder;
}

async function offersTo(folder: string): Promise<string[]> {
  git(folder, 'clone', '-q', 'catalog.git', 'checked');
  const { stdout } = await runCli(folder, ['index', 'checked', '--json']);
  const { templates } = JSON.parse(stdout) as {
    templates: Record<
      string,
      { templateVersions: { version: string; upgradeVersionLinks: Record<string, string> }[] }
    >;
  };
  const versions = templates['templates/redis']?.templateVersions ?? [];
  const first = versions.find(({ version }) => version === '1.0.0');
  return Object.keys(first?.upgradeVersionLinks ?? {});
}

describe('an entry that was published with the range of earlier versions', () => {
  test('is unchanged, and check and publish warn about it', async () => {
    const folder = await oldCatalog();
    expect(await offersTo(folder)).toEqual([]);
    const ran = await run(folder, publishing());
    expect(ran).toMatchObject({ code: 0, found: ['answers.yml:3:10 upgrade-hidden (warning)'] });
    clone(folder);
    const checked = await runCli(folder, ['check', '--catalog', 'checkout']);
    expect(checked.stderr + checked.stdout).toContain('excludes 1.0.0');
    const linted = await runCli(folder, ['lint', 'checkout']);
    expect(linted.stdout).toContain('|| =1.0.0');
    expect(linted.stdout.match(/upgrade-from-misread/g)).toHaveLength(1);
  });

  test('is repaired by release auto: a patch that stacks on 1.0.0 are offered', async () => {
    const folder = await oldCatalog();
    const auto = await runCli(folder, ['release', 'auto', '--repo', 'catalog.git']);
    expect(auto).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toContain('version: 1.1.1\n');
    const { entries } = await publishGood(folder);
    expect(entries[0]?.offeredTo).toEqual(['1.0.0', '1.0.1', '1.1.0']);
    expect(await offersTo(folder)).toEqual(['1.1.1']);
    const linted = await runCli(folder, ['lint', 'checked']);
    expect(linted.stdout).not.toContain('upgrade-from-misread');
  });
});
