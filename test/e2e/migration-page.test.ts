import { chmodSync, existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { bin } from '../support/bundle.ts';
import { gitVariables, workplace } from '../support/git.ts';
import { helm, helmMajors } from '../support/helm.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/migration.md'), 'utf8');

/** The shell blocks of the page, in order. */
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);

test('the commands of docs/migration.md work as documented', { timeout: 120_000 }, () => {
  const folder = workplace();
  // Git replaces the URL of the page by the path of the bare repository.
  const config = `[url "${join(folder, 'catalog.git')}"]\n\tinsteadOf = https://git.example.com/catalog.git\n`;
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
  expect(stdout.split('----\n')).toHaveLength(blocks.length);
  const file = (name: string) => join(folder, 'migration', name);
  expect(parse(readFileSync(file('values.yaml'), 'utf8'))).toEqual({
    replicas: 3,
    downAfterMs: 3000,
    maxmemory: '2gb',
    auth: { existingSecret: 'cache-passwords' },
  });
  expect(lstatSync(file('secret.yaml')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'stack.json'))).toBe(false);
  // The commands that the page shows are those of the report.
  const report = readFileSync(file('report.md'), 'utf8');
  const [, commands = ''] = /```sh\n(.*?)```/s.exec(report) ?? [];
  for (const line of commands.trim().split('\n')) expect(page).toContain(`    ${line}\n`);
  const chart = join(folder, 'catalog/assets/redis-1.0.0.tgz');
  for (const major of helmMajors) {
    const argv = ['template', 'cache', chart, '--values', file('values.yaml')];
    expect(helm(major, argv)).toMatchObject({ status: 0 });
    const live = helm(major, [...argv, '--values', join(folder, 'live.yaml')]);
    expect(live).toMatchObject({ status: 0 });
    expect(live.stdout).toContain('"10.0.0.1:16381,10.0.0.2:16381,cache-redis-sentinel"');
  }
});
