import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/bundle.ts';
import { gitVariables, subjects, workplace } from '../support/git.ts';
import { helmMajors, helmPath } from '../support/helm.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'rancher-2.md'), 'utf8');

/** The shell blocks of the page, in order. */
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

test.each(helmMajors)(
  'the commands of docs/rancher-2.md work as documented with helm %i',
  { timeout: 120_000 },
  (major) => {
    const folder = workplace();
    const bare = join(folder, 'catalog.git');
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
        PATH: `${folder}:${helmPath(major)}`,
      },
      encoding: 'utf8',
      timeout: 100_000,
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const outputs = stdout.split('----\n');
    expect(outputs).toHaveLength(blocks.length);
    expect(outputs[1]).toMatch(
      new RegExp(`replicas: 3\\n\\nhelm v${major}\\.[\\d.]+ creates \\d+ objects`),
    );
    expect(outputs[2]).toBe('replicas: 3\n');
    expect(outputs[4]).toMatch(/Rancher 1\.6:[^]*redis[^]*Rancher 2[^]*redis/);
    expect(subjects(bare)).toHaveLength(1);
  },
);

test('the pictures of docs/rancher-2.md exist', () => {
  const pictures = [...page.matchAll(/\]\(([^)]+\.png)\)/g)].map(([, name = '']) => name);
  expect(pictures).toHaveLength(3);
  expect(pictures.filter((name) => !existsSync(join(docs, name)))).toEqual([]);
});
