import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { git, paths, useGitVariables, workplace } from '../support/git.ts';
import { eachOf, familyOf, kill, start } from '../support/processes.ts';
import { answersOf } from '../support/publishing.ts';
import { temporaryFolder } from '../support/run-cli.ts';

beforeAll(useGitVariables);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

interface Kill {
  readonly index: number;
  readonly afterMs: number;
}

test(
  'leaves the remote old or complete when killed at 200 moments, and a second run completes it',
  { timeout: 900_000 },
  async () => {
    const folder = workplace({
      'old.yml': answersOf('1.0.0'),
      'new.yml': answersOf('1.0.1'),
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
      // One cache for all runs, which killed runs leave in any state.
      const env = { XDG_CACHE_HOME: join(folder, 'cache') };
      const { pid, ended } = start(own, argv('new.yml', bare), env);
      await sleep(afterMs);
      // Alternately kills only the program, whose git then finishes, or all its processes.
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
    // Parallel runs take longer, so that the moments extend past the end of a single run.
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
