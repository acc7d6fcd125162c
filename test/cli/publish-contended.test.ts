import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, paths, subjects } from '../support/git.ts';
import { refusal } from '../support/prose.ts';
import { bareOf, change, published, publishing, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

/** A published entry. During the next push, the branch moves to another commit. */
async function overtaken(message: string, files: Readonly<Record<string, string>>) {
  const folder = await published();
  const bare = bareOf(folder);
  git(bare, 'branch', 'other', 'master');
  commit(bare, message, files, 'other');
  const hook = `#!/bin/sh
[ -e overtaken ] && exit 0
touch overtaken
env -u GIT_QUARANTINE_PATH git update-ref refs/heads/master "$(git rev-parse other)"
`;
  writeFileSync(join(bare, 'hooks/update'), hook, { mode: 0o755 });
  change(folder, '1.0.1');
  return { folder, bare };
}

test('a rejected push is planned again on top of the new commit', async () => {
  const other = { 'templates/other/config.yml': 'name: other\n' };
  const { folder, bare } = await overtaken('Another entry', other);
  expect(await runCli(folder, publishing())).toMatchObject({ code: 0, stderr: '' });
  expect(subjects(bare)).toEqual([
    'redis 1.0.1 (revision 1)',
    'Another entry',
    'redis 1.0.0 (revision 0)',
  ]);
  expect(paths(bare)).toContain('templates/other/config.yml');
});

test('a rejected push fails if the new commit has a higher version', async () => {
  const { folder, bare } = await overtaken('redis 3.0.0', {
    'templates/redis/1/rancher-compose.yml': `version: '2'\ncatalog:\n  version: "3.0.0"\n`,
  });
  expect(await refusal(folder, publishing())).toEqual({
    code: 1,
    found: ['answers.yml:3:10 version-lower'],
  });
  expect(subjects(bare)).toEqual(['redis 3.0.0', 'redis 1.0.0 (revision 0)']);
});
