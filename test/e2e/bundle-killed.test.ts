import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { bin } from '../support/bundle.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const start = (folder: string, argv: string[]) =>
  spawn(process.execPath, [bin, 'generate', '--catalog', 'catalog', ...argv], {
    cwd: folder,
    stdio: 'ignore',
  });

const ended = (child: ReturnType<typeof start>) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an interrupted run', () => {
  const many = 60;

  function answersFor(folder: string, version: string, count = many): string[] {
    return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
      const path = join(folder, `${index}.yml`);
      writeFileSync(path, `blueprint: redis-sentinel\nname: entry-${index}\nversion: ${version}\n`);
      return ['-a', `${index}.yml`];
    });
  }

  /** The distinct states of the entries: their files and the default version. */
  function states(folder: string): Set<string> {
    const seen = new Set<string>();
    for (let index = 0; index < many; index += 1) {
      const tree = readTree(join(folder, `catalog/templates/entry-${index}`));
      seen.add(
        [...tree.keys()].join(' ').replaceAll(`entry-${index}`, 'entry') +
          String(
            tree
              .get('config.yml')
              ?.content.toString()
              .match(/version: .*/)?.[0],
          ),
      );
    }
    return seen;
  }

  test(
    'leaves each entry old or new when killed, and the next run completes it',
    { timeout: 600_000 },
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
      const first = start(folder, answersFor(folder, '1.0.0'));
      expect(await ended(first)).toEqual({ code: 0, signal: null });
      let kills = 0;
      for (let round = 1; round <= 25; round += 1) {
        const argv = answersFor(folder, `1.${round}.0`);
        const child = start(folder, argv);
        const end = ended(child);
        await Promise.race([end, wait(150 + Math.random() * 600)]);
        child.kill('SIGKILL');
        if ((await end).signal === 'SIGKILL') kills += 1;
        const stage = join(folder, 'catalog/.rancher-catalog-stage');
        // Before the commit all entries are unchanged. During it, each entry is either old or new.
        const seen =
          existsSync(stage) && existsSync(join(stage, 'commit')) ? undefined : states(folder).size;
        expect(seen ?? 1).toBe(1);
        expect(await ended(start(folder, argv))).toEqual({ code: 0, signal: null });
        expect(states(folder).size).toBe(1);
      }
      expect(kills).toBeGreaterThan(5);
    },
  );

  test('exits with 130 on Ctrl-C and leaves nothing behind', async () => {
    // The moment is a guess: too early ends Node itself, without a code, too late hits the end of the run.
    const attempts: { readonly code: number | null; readonly left: readonly string[] }[] = [];
    for (let delay = 250; delay < 1000 && attempts.at(-1)?.code !== 130; delay += 25) {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
      const child = start(folder, answersFor(folder, '1.0.0', 600));
      const end = ended(child);
      await wait(delay);
      child.kill('SIGINT');
      const { code } = await end;
      attempts.push({ code, left: [...readTree(join(folder, 'catalog')).keys()] });
    }
    expect(attempts.at(-1)).toEqual({ code: 130, left: [] });
  });
});
