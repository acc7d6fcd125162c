import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { helm, helmMajors } from '../support/helm.ts';
import { runPage } from '../support/page-commands.ts';

test('the commands of docs/migration.md work as documented', () => {
  const { text, folder } = runPage('migration.md');
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
  for (const line of commands.trim().split('\n')) expect(text).toContain(`    ${line}\n`);
  const chart = join(folder, 'catalog/assets/redis-1.0.0.tgz');
  for (const major of helmMajors) {
    const argv = ['template', 'cache', chart, '--values', file('values.yaml')];
    expect(helm(major, argv)).toMatchObject({ status: 0 });
    const live = helm(major, [...argv, '--values', join(folder, 'live.yaml')]);
    expect(live).toMatchObject({ status: 0 });
    expect(live.stdout).toContain('"10.0.0.1:16381,10.0.0.2:16381,cache-redis-sentinel"');
  }
});
