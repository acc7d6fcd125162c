import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../support/git.ts';
import { change, clone, published, refusedPush, useGit } from '../support/publishing.ts';

useGit();

const toCheckout = ['publish', '--repo', 'checkout'];

/** A checkout of a catalog with one version; the answers have a higher one. */
async function behind() {
  const folder = await published();
  change(folder, '1.0.1');
  return { folder, checkout: clone(folder) };
}

describe('publish rejects a checkout that', () => {
  test('has uncommitted changes', async () => {
    const { folder, checkout } = await behind();
    writeFileSync(join(checkout, 'notes.txt'), 'mine');
    writeFileSync(join(checkout, 'templates/redis/config.yml'), 'name: mine\n');
    expect(await refusedPush(folder, toCheckout)).toEqual({
      code: 1,
      found: ['<folder>/checkout checkout-dirty'],
    });
    const status = git(checkout, 'status', '--short');
    expect(status).toBe(' M templates/redis/config.yml\n?? notes.txt\n');
  });

  test('has unpushed commits', async () => {
    const { folder, checkout } = await behind();
    git(checkout, 'commit', '-q', '--allow-empty', '-m', 'mine');
    expect(await refusedPush(folder, toCheckout)).toEqual({
      code: 1,
      found: ['<folder>/checkout checkout-diverged'],
    });
    expect(git(checkout, 'log', '-1', '--format=%s')).toBe('mine\n');
  });

  test.for([
    ['has a detached HEAD', ['checkout', '-q', '--detach'], [], 1, 'checkout-detached'],
    [
      'is on another branch',
      ['switch', '-qc', 'mine'],
      ['--branch', 'master'],
      2,
      'branch-missing',
    ],
  ] as const)('%s', async ([, words, more, code, found]) => {
    const { folder, checkout } = await behind();
    git(checkout, ...words);
    expect(await refusedPush(folder, [...toCheckout, ...more])).toEqual({
      code,
      found: [`<folder>/checkout ${found}`],
    });
  });

  test('is locked by git', async () => {
    const { folder, checkout } = await behind();
    writeFileSync(join(checkout, '.git/index.lock'), '');
    expect(await refusedPush(folder, toCheckout)).toEqual({
      code: 2,
      found: ['<folder>/checkout git-locked'],
    });
  });
});
