import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { git, paths, show, subjects, useGitVariables, workplace } from '../support/git.ts';
import { eachOf, familyOf, kill, start } from '../support/processes.ts';
import { temporaryFolder } from '../support/run-cli.ts';

beforeAll(useGitVariables);

const answers = (name: string, version: string) =>
  `blueprint: redis-sentinel\nname: ${name}\nversion: ${version}\n`;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Each commit but the first has one parent: nobody merged, nobody forced. */
function expectLinear(bare: string): void {
  const parents = git(bare, 'log', '--format=%P', 'master').split('\n').slice(0, -1);
  expect(parents.map((line) => line.split(' ').filter(Boolean).length)).toEqual([
    ...numbers(parents.length - 1).map(() => 1),
    0,
  ]);
}

/** No commit changes a file of a version folder that an earlier one brought. */
function expectUnchangedReleases(bare: string): void {
  const log = git(bare, 'log', '--reverse', '--name-status', '--no-renames', '--format=', 'master');
  const lines = log.split('\n').filter((line) => /\ttemplates\/[^/]+\/\d+\//.test(line));
  expect(lines.filter((line) => !line.startsWith('A\t'))).toEqual([]);
}

test('16 publishers of 16 entries at once: all land', { timeout: 300_000 }, async () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  const names = numbers(16).map((index) => `entry-${index}`);
  for (const name of names) writeFileSync(join(folder, `${name}.yml`), answers(name, '1.0.0'));
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

test('16 publishers of one entry with rising versions', { timeout: 300_000 }, async () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  const versions = numbers(16).map((index) => `1.0.${index}`);
  for (const version of versions) {
    writeFileSync(join(folder, `${version}.yml`), answers('redis', version));
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
  // The order of landing is that of the versions, and of the numbers: no gap, no clash.
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
});

interface Kill {
  readonly index: number;
  readonly afterMs: number;
}

test(
  'killed at 200 moments: the remote is old or complete, and a second run ends it',
  { timeout: 900_000 },
  async () => {
    const folder = workplace({
      'old.yml': answers('redis', '1.0.0'),
      'new.yml': answers('redis', '1.0.1'),
    });
    const argv = (file: string, repo: string) => ['publish', '-a', file, '--repo', repo];
    expect(await start(folder, argv('old.yml', 'catalog.git')).ended).toMatchObject({ code: 0 });
    const old = git(join(folder, 'catalog.git'), 'rev-parse', 'master').trim();
    cpSync(join(folder, 'catalog.git'), join(folder, 'trial.git'), { recursive: true });
    const before = Date.now();
    expect(await start(folder, argv('new.yml', 'trial.git')).ended).toMatchObject({ code: 0 });
    const wholeMs = Date.now() - before;
    const complete = paths(join(folder, 'trial.git'));

    const tally = { old: 0, complete: 0, ended: 0 };
    const trial = async ({ index, afterMs }: Kill) => {
      const own = temporaryFolder();
      const bare = join(own, 'catalog.git');
      cpSync(join(folder, 'catalog.git'), bare, { recursive: true });
      cpSync(join(folder, 'new.yml'), join(own, 'new.yml'));
      // One cache for all, which the killed ones leave in whatever state.
      const env = { XDG_CACHE_HOME: join(folder, 'cache') };
      const { pid, ended } = start(own, argv('new.yml', bare), env);
      await sleep(afterMs);
      // By turns the program alone, whose git then ends what it does, or all of it.
      kill(index % 2 === 0 ? [pid] : familyOf(pid));
      const { code } = await ended;
      const tip = git(bare, 'rev-parse', 'master').trim();
      git(bare, 'fsck', '--full', '--strict');
      const isOld = tip === old;
      expect(isOld ? complete : paths(bare)).toEqual(complete);
      expect(isOld ? old : git(bare, 'rev-parse', 'master~').trim()).toBe(old);
      tally[code === 0 ? 'ended' : isOld ? 'old' : 'complete'] += 1;
      const again = await start(own, argv('new.yml', bare), env).ended;
      expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
      expect(paths(bare)).toEqual(complete);
      expect(git(bare, 'rev-parse', 'master~').trim()).toBe(old);
      git(bare, 'fsck', '--full', '--strict');
    };
    // Side by side they take longer than alone, so that moments are spread past the end.
    const moments = numbers(200).map((index) => ({
      index,
      afterMs: Math.random() * wholeMs * 2.2,
    }));
    await eachOf(moments, 3, trial);
    console.log(
      `200 kills: ${tally.old} before the push, ${tally.complete} after it, ${tally.ended} had ended; ${((Date.now() - before) / 1000).toFixed(0)} s`,
    );
    expect(tally.old).toBeGreaterThan(0);
  },
);
