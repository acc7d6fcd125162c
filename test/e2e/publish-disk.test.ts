import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, gitVariables, paths, workplace } from '../support/git.ts';
import { bin } from '../support/bundle.ts';
import { start } from '../support/processes.ts';
import { recordRun, wordsOfGit } from '../support/prose.ts';
import { answersOf, bareOf, publishing, useGit } from '../support/publishing.ts';

useGit();

/** Runs a command with a private file system of 1 MiB at `disk`. */
function withSmallDisk(disk: string, command: readonly string[], folder: string) {
  const script = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"';
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['-Urm', 'sh', '-c', script, disk, ...command],
    {
      cwd: folder,
      env: { ...process.env, ...gitVariables, XDG_CACHE_HOME: disk },
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  return { code: status, stdout, stderr };
}

const canMount = withSmallDisk('/mnt', ['true'], '/').code === 0;

// Needs a user namespace in which a file system can be mounted.
test.skipIf(!canMount)('publish reports a full disk and changes nothing', async () => {
  const folder = workplace({ 'answers.yml': answersOf() });
  const noise = randomBytes(3 * 1024 * 1024);
  commit(bareOf(folder), 'large', { 'templates/other/0/noise': noise, 'README.md': 'x' });
  const before = git(bareOf(folder), 'for-each-ref');
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const ran = withSmallDisk(disk, [process.execPath, bin, ...publishing()], folder);
  expect(recordRun(folder, publishing(), ran, wordsOfGit)).toMatchObject({
    code: 2,
    found: ['<folder>/catalog.git target-unwritable'],
  });
  expect(git(bareOf(folder), 'for-each-ref')).toBe(before);
  expect(await start(folder, publishing()).ended).toMatchObject({ code: 0 });
  expect(paths(bareOf(folder))).toContain('templates/redis/0/docker-compose.yml');
});
