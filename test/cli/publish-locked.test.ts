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

/** A published entry with a new version, in a repository whose branch is locked. */
async function locked() {
  const folder = await published();
  change(folder, '1.0.1');
  const lock = join(bareOf(folder), 'refs/heads/master.lock');
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

test('a lock that is gone after two seconds only delays', async () => {
  const { folder, lock } = await locked();
  const [ran] = await Promise.all([
    runCli(folder, publishing()),
    sleep(2000).then(() => rmSync(lock)),
  ]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(subjects(bareOf(folder))).toEqual([
    'redis 1.0.1 (revision 1)',
    'redis 1.0.0 (revision 0)',
  ]);
});
