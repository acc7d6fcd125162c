// A git process that was killed in the repository leaves its lock file there.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { subjects } from '../support/git.ts';
import { wordsOfGit } from '../support/prose.ts';
import {
  bareOf,
  change,
  published,
  publishing,
  refusedPush,
  useGit,
} from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

/** A published entry with a new version, in a repository with a lock on a branch. */
async function locked(branch = 'master') {
  const folder = await published();
  change(folder, '1.0.1');
  const lock = join(bareOf(folder), `refs/heads/${branch}.lock`);
  writeFileSync(lock, '');
  return { folder, lock };
}

test('a lock that stays is reported, and publish works after it is removed', async () => {
  const { folder, lock } = await locked();
  expect(await refusedPush(folder, publishing(), { masks: wordsOfGit })).toEqual({
    code: 2,
    found: ['<folder>/catalog.git git-locked'],
  });
  rmSync(lock);
  expect(await runCli(folder, publishing())).toMatchObject({ code: 0, stderr: '' });
});

test.for([
  ['master', []],
  ['review', ['--pull-request-branch', 'review']],
] as const)('a lock on %s that is gone after a second only delays', async ([branch, options]) => {
  const { folder, lock } = await locked(branch);
  const [ran] = await Promise.all([
    runCli(folder, publishing(...options)),
    sleep(1000).then(() => rmSync(lock)),
  ]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(subjects(bareOf(folder), branch)).toEqual([
    'redis 1.0.1 (revision 1)',
    'redis 1.0.0 (revision 0)',
  ]);
});
