import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../support/git.ts';
import { run } from '../support/prose.ts';
import {
  bareOf,
  change,
  clone,
  published,
  publishGood,
  publishing,
  refusedPush,
  useGit,
} from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

/** A folder with 1.0.0 published, and 1.0.1 to be. */
async function ready(): Promise<string> {
  const folder = await published('1.0.0', 'answers:\n  image: x:1\n');
  change(folder, '1.0.1', 'answers:\n  image: x:2\n');
  return folder;
}

function hook(folder: string, name: string, script: string): void {
  const path = join(bareOf(folder), 'hooks', name);
  git(folder, 'init', '-q', '--bare', 'catalog.git');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

const tagsOf = (repository: string) => git(repository, 'for-each-ref', 'refs/tags');

describe('publish --tag', () => {
  test('refuses at once when the repository has the tag', async () => {
    const folder = await ready();
    git(bareOf(folder), 'tag', 'redis/1.0.1', 'master');
    expect(await refusedPush(folder, publishing('--tag'))).toEqual({
      code: 1,
      found: ['<folder>/catalog.git tag-exists'],
    });
    expect(await runCli(folder, publishing('--tag', '--dry-run'))).toMatchObject({ code: 1 });
    await publishGood(folder);
  });

  test.for([
    ['redis', 'catalog.git'],
    ['redis/1.0.1/rc', 'catalog.git'],
    ['redis', 'checkout'],
    ['redis/1.0.1/rc', 'checkout'],
  ] as const)('refuses at once when the tag %s of %s is in its way', async ([tag, repo]) => {
    const folder = await ready();
    const checkout = clone(folder);
    git(join(folder, repo), 'tag', tag, 'master');
    const argv = ['publish', '--repo', repo, '--tag'];
    const refusal = { code: 1, found: [`<folder>/${repo} tag-exists`] };
    expect(await refusedPush(folder, argv)).toEqual(refusal);
    if (repo === 'catalog.git') return;
    // Without a remote, the tag would be made here.
    git(checkout, 'remote', 'remove', 'origin');
    expect(await run(folder, argv)).toMatchObject({ code: 1 });
    expect(git(checkout, 'tag').trim()).toBe(tag);
  });

  test('does not retry for long if the repository refuses one reference every time', async () => {
    const folder = await ready();
    // The server hides the tag, so that no look before the push finds it, and git cannot make the other one.
    git(bareOf(folder), 'tag', 'redis', 'master');
    git(bareOf(folder), 'config', 'transfer.hideRefs', 'refs/tags/redis');
    git(bareOf(folder), 'config', '--add', 'transfer.hideRefs', '!refs/tags/redis/1.0.1');
    expect(await refusedPush(folder, publishing('--tag'))).toEqual({
      code: 2,
      found: ['<folder>/catalog.git push-refused'],
    });
  });

  test('warns when the repository takes the entries without the tag', async () => {
    const folder = await ready();
    git(bareOf(folder), 'config', 'transfer.hideRefs', 'refs/tags');
    const ran = await run(folder, publishing('--tag'));
    expect(ran).toMatchObject({ code: 0, found: ['<folder>/catalog.git push-refused (warning)'] });
    expect(tagsOf(bareOf(folder))).toBe('');
  });

  test('never moves a tag of a checkout', async () => {
    const folder = await ready();
    const checkout = clone(folder);
    git(checkout, 'tag', 'redis/1.0.1', 'HEAD');
    const before = tagsOf(checkout);
    const argv = ['publish', '--repo', 'checkout', '--tag'];
    expect(await refusedPush(folder, argv)).toMatchObject({ code: 1 });
    expect(tagsOf(checkout)).toBe(before);
    git(checkout, 'remote', 'remove', 'origin');
    expect(await run(folder, argv)).toMatchObject({ code: 1 });
    expect(tagsOf(checkout)).toBe(before);
  });

  test('leaves no tag when the push fails, and one after it succeeds', async () => {
    const folder = await ready();
    const checkout = clone(folder);
    const head = git(checkout, 'rev-parse', 'HEAD');
    hook(folder, 'pre-receive', 'exit 1');
    const argv = ['publish', '--repo', 'checkout', '--tag'];
    expect(await runCli(folder, argv)).toMatchObject({ code: 2 });
    expect(tagsOf(checkout)).toBe('');
    expect(git(checkout, 'rev-parse', 'HEAD')).toBe(head);
    hook(folder, 'pre-receive', 'exit 0');
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
    expect(tagsOf(checkout)).toBe(tagsOf(bareOf(folder)));
    const tagged = git(checkout, 'cat-file', 'tag', 'redis/1.0.1');
    expect(tagged).toContain(`object ${git(checkout, 'rev-parse', 'HEAD')}`);
    expect(tagged).toContain('tag redis/1.0.1\n');
  });
});

describe('a push whose answer is lost', () => {
  test.each(['catalog.git', 'checkout'])(
    'has arrived when others pushed since: %s',
    async (repo) => {
      const folder = await ready();
      clone(folder);
      // Another commit on top of ours; then the server dies before it answers.
      const next = 'git commit-tree -p master -m next master^{tree}';
      const config = '-c user.name=Bo -c user.email=bo@example.com';
      hook(
        folder,
        'post-receive',
        `git update-ref refs/heads/master $(${next.replace('git', `git ${config}`)})\nkill -9 $PPID`,
      );
      const { state } = await publishGood(folder, '--repo', repo);
      expect(state).toBe('published');
      const log = git(bareOf(folder), 'log', '--format=%s', 'master');
      expect(log.split('\n').slice(0, 2)).toEqual(['next', 'redis 1.0.1 (revision 1)']);
    },
  );
});
