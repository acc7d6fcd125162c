import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { git, paths, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { start } from '../support/processes.ts';
import { answersOf } from '../support/publishing.ts';

beforeAll(useGitVariables);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Each commit except the first has one parent: no merge and no forced push. */
function expectLinear(bare: string): void {
  const parents = git(bare, 'log', '--format=%P', 'master').split('\n').slice(0, -1);
  expect(parents.map((line) => line.split(' ').filter(Boolean).length)).toEqual([
    ...numbers(parents.length - 1).map(() => 1),
    0,
  ]);
}

/** No commit changes a file of a version folder that an earlier commit added. */
function expectUnchangedReleases(bare: string): void {
  const log = git(bare, 'log', '--reverse', '--name-status', '--no-renames', '--format=', 'master');
  const lines = log.split('\n').filter((line) => /\ttemplates\/[^/]+\/\d+\//.test(line));
  expect(lines.filter((line) => !line.startsWith('A\t'))).toEqual([]);
}

test('16 concurrent publishers of 16 entries all succeed', { timeout: 300_000 }, async () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  const names = numbers(16).map((index) => `entry-${index}`);
  for (const name of names)
    writeFileSync(join(folder, `${name}.yml`), answersOf('1.0.0', '', name));
  const before = Date.now();
  const runs = names.map((name) =>
    start(folder, ['publish', '-a', `${name}.yml`, '--repo', 'catalog.git', '--json']),
  );
  const ended = await Promise.all(runs.map((run) => run.ended));
  console.log(`16 publishers of 16 entries: ${((Date.now() - before) / 1000).toFixed(1)} s`);
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    names.map(() => ({ code: 0, stderr: '' })),
  );
  expect(subjects(bare).sort()).toEqual(names.map((name) => `${name} 1.0.0 (revision 0)`).sort());
  expect(paths(bare).filter((path) => path.endsWith('/config.yml'))).toHaveLength(16);
  expectLinear(bare);
  expectUnchangedReleases(bare);
  git(bare, 'fsck', '--full', '--strict');
});

test(
  '16 concurrent publishers of one entry keep its versions ascending',
  { timeout: 300_000 },
  async () => {
    const folder = workplace();
    const bare = join(folder, 'catalog.git');
    const versions = numbers(16).map((index) => `1.0.${index}`);
    for (const version of versions) {
      writeFileSync(join(folder, `${version}.yml`), answersOf(version));
    }
    const before = Date.now();
    const runs = versions.map((version) =>
      start(folder, ['publish', '-a', `${version}.yml`, '--repo', 'catalog.git']),
    );
    const ended = await Promise.all(runs.map((run) => run.ended));
    const landed = versions.filter((_version, index) => ended[index]?.code === 0);
    console.log(
      `16 publishers of one entry: ${landed.length} landed, ${16 - landed.length} refused as lower, ${((Date.now() - before) / 1000).toFixed(1)} s`,
    );
    for (const { code, stderr } of ended.filter((each) => each.code !== 0)) {
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining('[version-lower]'),
      });
    }
    expect(landed).toContain('1.0.15');
    // Commits are in the order of the versions and of the revisions, without gaps or duplicates.
    expect(subjects(bare).toReversed()).toEqual(
      landed.map((version, index) => `redis ${version} (revision ${index})`),
    );
    expect(show(bare, 'templates/redis/config.yml')).toContain('version: "1.0.15"');
    for (const [index, version] of landed.entries()) {
      const file = show(bare, `templates/redis/${index}/rancher-compose.yml`);
      expect(file).toContain(`\n  version: "${version}"\n`);
    }
    expectLinear(bare);
    expectUnchangedReleases(bare);
  },
);
