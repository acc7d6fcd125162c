import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const shop = join(import.meta.dirname, '../fixtures/blueprints/shop');
const version = 'build/catalog/templates/shop/0';

const launched = async (folder: string, ...more: string[]) =>
  JSON.parse((await runCli(folder, ['launch', version, ...more, '--json'])).stdout) as {
    verdict: string;
    undefinedVariables: string[];
    services: Record<string, { image: string }>;
  };

test('an ordinary application is generated, lints clean and launches in all its branches', async () => {
  const folder = temporaryFolder({ 'answers.yml': `blueprint: ${shop}\nversion: 1.0.0\n` });
  expect(await runCli(folder, ['generate'])).toMatchObject({ code: 0, stderr: '' });
  expect([...readTree(join(folder, version)).keys()]).toEqual([
    'NOTES.md',
    'README.md',
    'docker-compose.yml.tpl',
    'nginx.conf',
    'rancher-compose.yml',
  ]);
  expect(readFileSync(join(folder, version, 'nginx.conf'), 'utf8')).toBe('log_format main;\n');
  const lint = await runCli(folder, ['lint', 'build/catalog']);
  expect(lint).toMatchObject({ code: 0, stdout: 'No problems found.\n' });
  const bare = await launched(folder);
  expect(bare).toMatchObject({ verdict: 'accepted', undefinedVariables: [] });
  expect(Object.keys(bare.services)).not.toContain('cache');
  const cached = await launched(folder, '--set', 'with_cache=true', '--set', 'app_version=3.2.1');
  expect(cached).toMatchObject({
    verdict: 'accepted',
    services: {
      app: { image: 'registry.example.com/acme/shop:3.2.1' },
      cache: { image: 'memcached:1.6' },
    },
  });
});

test('a fixed choice needs no template pass', async () => {
  const answers = 'answers:\n  with_cache: true\n  hostnames: [a.example.com]\n';
  const text = `blueprint: ${shop}\nversion: 1.0.0\n${answers}`;
  const folder = temporaryFolder({ 'answers.yml': text });
  expect(await runCli(folder, ['generate'])).toMatchObject({ code: 0, stderr: '' });
  const files = readTree(join(folder, version));
  const docker = String(files.get('docker-compose.yml')?.content);
  expect(docker).toMatch(/^# notemplating\nversion: '2'\n/);
  expect(docker).toContain('  cache:\n    image: memcached:1.6\n');
  expect(files.has('docker-compose.yml.tpl')).toBe(false);
  const rancher = String(files.get('rancher-compose.yml')?.content);
  expect(rancher.match(/hostname: .*/g)).toEqual(['hostname: a.example.com']);
  expect(rancher).toContain('start_first: true');
  expect(await runCli(folder, ['lint', 'build/catalog'])).toMatchObject({ code: 0 });
});
