import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { commit, git, paths, subjects, useGitVariables, workplace } from '../support/git.ts';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 120_000 });
beforeAll(useGitVariables);

const answers = (version: string) =>
  `blueprint: redis-sentinel\nname: redis\nversion: ${version}\n`;

/** While the first push comes in, the branch moves to another commit, as by another publisher. */
function overtake(bare: string, target: string): void {
  const hook = `#!/bin/sh
[ -e overtaken ] && exit 0
touch overtaken
env -u GIT_QUARANTINE_PATH git update-ref refs/heads/master "$(git rev-parse ${target})"
`;
  writeFileSync(join(bare, 'hooks/update'), hook, { mode: 0o755 });
}

async function prepared() {
  const folder = workplace({ 'answers.yml': answers('1.0.0') });
  const bare = join(folder, 'catalog.git');
  expect(await runCli(folder, ['publish', '--repo', 'catalog.git'])).toMatchObject({ code: 0 });
  git(bare, 'branch', 'other', 'master');
  return { folder, bare };
}

test('a publisher who is late plans again on top of who was first', async () => {
  const { folder, bare } = await prepared();
  commit(bare, 'Another entry', { 'templates/other/config.yml': 'name: other\n' }, 'other');
  overtake(bare, 'other');
  writeFileSync(join(folder, 'answers.yml'), answers('1.0.1'));
  expect(await runCli(folder, ['publish', '--repo', 'catalog.git'])).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(subjects(bare)).toEqual([
    'redis 1.0.1 (revision 1)',
    'Another entry',
    'redis 1.0.0 (revision 0)',
  ]);
  expect(paths(bare)).toContain('templates/other/config.yml');
});

test('a publisher who is late with a lower version is refused', async () => {
  const { folder, bare } = await prepared();
  const release = (version: string, revision: string) => ({
    [`templates/redis/${revision}/rancher-compose.yml`]: `version: '2'\ncatalog:\n  version: "${version}"\n`,
  });
  commit(bare, 'redis 3.0.0', release('3.0.0', '1'), 'other');
  overtake(bare, 'other');
  writeFileSync(join(folder, 'answers.yml'), answers('1.0.1'));
  const { code, stderr } = await runCli(folder, ['publish', '--repo', 'catalog.git']);
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('version 1.0.1 of redis is lower than 3.0.0'),
  });
  expect(subjects(bare)).toEqual(['redis 3.0.0', 'redis 1.0.0 (revision 0)']);
});
