import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitVariables, subjects, workplace } from '../support/git.ts';
import { bin } from '../support/bundle.ts';
import { recordText } from '../support/prose.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/publishing.md'), 'utf8');

/** The shell blocks of the page, in order. */
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

test('the commands of docs/publishing.md work as documented', { timeout: 120_000 }, () => {
  const folder = workplace();
  const bare = join(folder, 'catalog.git');
  // Git replaces the URL of the page by the path of the bare repository.
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
  const outputs = stdout.split('----\n');
  expect(outputs).toHaveLength(blocks.length);
  expect(outputs[1]?.match(/^redis 1\.0\.0 \(revision 0\) {2}/gm)).toHaveLength(2);
  expect(outputs[3]).toContain('redis 1.0.0 → 1.0.1  ');
  expect(outputs[5]).toContain('.gitlab/rancher-catalog.yml  created');
  recordText(outputs.slice(1).join('\n'), [[folder, '<folder>']]);
  expect(subjects(bare)).toEqual(['redis 1.0.1 (revision 1)', 'redis 1.0.0 (revision 0)']);
});
