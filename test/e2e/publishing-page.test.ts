import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitVariables, subjects, workplace } from '../support/git.ts';
import { bin } from '../support/processes.ts';
import { recordText } from '../support/prose.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/publishing.md'), 'utf8');

/** The shell blocks of the page, in order. */
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

test('the commands of docs/publishing.md do what it says', { timeout: 120_000 }, () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  // The repository that the page names is the one here.
  const config = `[url "${bare}"]\n\tinsteadOf = https://git.example.com/catalog.git\n`;
  writeFileSync(join(folder, 'gitconfig'), config);
  const wrapper = join(folder, 'rancher-catalog');
  writeFileSync(wrapper, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(wrapper, 0o755);
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', blocks.join('\necho ----\n')], {
    cwd: folder,
    env: {
      ...process.env,
      ...gitVariables,
      GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      PATH: `${folder}:${process.env.PATH ?? ''}`,
    },
    encoding: 'utf8',
    timeout: 100_000,
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const said = stdout.split('----\n');
  expect(said).toHaveLength(blocks.length);
  expect(said[1]?.match(/^redis 1\.0\.0 \(revision 0\) {2}/gm)).toHaveLength(2);
  expect(said[3]).toContain('redis 1.0.0 → 1.0.1  ');
  expect(said[5]).toContain('.gitlab-ci.yml  ');
  recordText(said.slice(1).join('\n'), [[folder, '<folder>']]);
  expect(subjects(bare)).toEqual(['redis 1.0.1 (revision 1)', 'redis 1.0.0 (revision 0)']);
});
