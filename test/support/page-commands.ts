import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bin, root } from './bundle.ts';
import { gitVariables, workplace } from './git.ts';

/** What the shell blocks of a page did. */
export interface PageRun {
  /** The text of the page. */
  readonly text: string;
  /** Where they ran. */
  readonly folder: string;
  /** The bare repository behind the URL of the pages. */
  readonly bare: string;
  /** What each block printed, in order. */
  readonly outputs: readonly string[];
}

/** Runs all shell blocks of a page below docs in one shell, which must succeed; `programs` is its PATH. */
export function runPage(page: string, programs = process.env.PATH ?? ''): PageRun {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
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
      PATH: `${folder}:${programs}`,
    },
    encoding: 'utf8',
    timeout: 100_000,
  });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const outputs = stdout.split('----\n');
  expect(outputs).toHaveLength(blocks.length);
  return { text, folder, bare, outputs };
}
