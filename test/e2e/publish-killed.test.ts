import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { git, paths, useGitVariables, workplace } from '../support/git.ts';
import { familyOf, kill, start } from '../support/processes.ts';
import { answersOf } from '../support/publishing.ts';
import { temporaryFolder } from '../support/run-cli.ts';

beforeAll(useGitVariables);

/** A catalog is killed at up to this often before a run to the end. */
const killsInARow = 5;

/** Removes what a git leaves that is killed at such a moment. publish reports it: publish-locked.test.ts. */
function removeLocks(bare: string): void {
  const inBare = readdirSync(bare, { recursive: true, encoding: 'utf8' });
  for (const path of inBare.filter((each) => each.endsWith('.lock'))) {
    rmSync(join(bare, path), { force: true });
  }
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
    const before = performance.now();
    const runToTheEnd = async (...call: Parameters<typeof start>) => {
      const begun = performance.now();
      const { code, stderr } = await start(...call).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return performance.now() - begun;
    };
    // How long a whole run takes at the moment, beside others.
    let wholeMs = await runToTheEnd(folder, argv('new.yml', 'trial.git'));
    const complete = paths(join(folder, 'trial.git'));

    const tally = { old: 0, complete: 0, ended: 0 };
    /** The remote is as it was, or as it has to be. */
    const expectWhole = (bare: string): 'old' | 'complete' => {
      const tip = git(bare, 'rev-parse', 'master').trim();
      git(bare, 'fsck', '--full', '--strict');
      if (tip === old) return 'old';
      expect(paths(bare)).toEqual(complete);
      expect(git(bare, 'rev-parse', 'master~').trim()).toBe(old);
      return 'complete';
    };
    const kills = Array.from({ length: 200 }, (_, index) => index);
    const trial = async () => {
      const own = temporaryFolder();
      const bare = join(own, 'catalog.git');
      cpSync(join(folder, 'catalog.git'), bare, { recursive: true });
      cpSync(join(folder, 'new.yml'), join(own, 'new.yml'));
      // One cache for all runs, which killed runs leave in any state.
      const env = { XDG_CACHE_HOME: join(folder, 'cache') };
      let state = expectWhole(bare);
      for (const index of kills.splice(0, killsInARow)) {
        if (state === 'complete') {
          kills.push(index);
          continue;
        }
        const { pid, ended } = start(own, argv('new.yml', bare), env);
        await Promise.race([sleep(Math.random() * wholeMs * 1.1), ended]);
        // Alternately only the program, whose git then finishes, or all its processes.
        kill(index % 2 === 0 ? [pid] : familyOf(pid));
        const { code, stderr } = await ended;
        // One that ends by itself can do so, whatever the killed ones before it left.
        expect(code === null ? '' : `${code} ${stderr}`).toMatch(/^(0 )?$/);
        if (index % 2 === 1) removeLocks(bare);
        state = expectWhole(bare);
        tally[code === 0 ? 'ended' : state] += 1;
      }
      const tookMs = await runToTheEnd(own, argv('new.yml', bare), env);
      if (state === 'old') wholeMs = tookMs;
      expect(expectWhole(bare)).toBe('complete');
    };
    const worker = async () => {
      while (kills.length > 0) await trial();
    };
    await Promise.all(Array.from({ length: 3 }, worker));
    console.log(
      `200 kills: ${tally.old} before the push, ${tally.complete} after it, ${tally.ended} had ended; ${((performance.now() - before) / 1000).toFixed(0)} s`,
    );
    expect(tally.old).toBeGreaterThan(0);
  },
);
