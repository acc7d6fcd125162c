import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { readTree } from '../../src/files/read-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

afterEach(() => vi.unstubAllEnvs());

const answers =
  'blueprint: redis-sentinel\nname: cache\ntitle: \'A "cache" for $5\'\nversion: 1.4.0\nanswers:\n  image: registry.example.com:5000/cache:1.4.0\n';

test('image context writes the image definition with the labels of the entry', async () => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  const argv = ['image', 'context', '--out', 'context'];
  const ran = await run(folder, argv, [[/\d+ files/g, '<n> files']]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['Dockerfile', 'Dockerfile.tiny']) {
    const text = readFileSync(join(folder, 'context', name), 'utf8');
    expect(text).toContain('LABEL org.opencontainers.image.title="A \\"cache\\" for \\$5"\n');
    expect(text).toContain('LABEL org.opencontainers.image.version="1.4.0"\n');
    expect(text).toContain('LABEL org.opencontainers.image.licenses="Apache-2.0"\n');
  }
  expect(statSync(join(folder, 'context', 'start.sh')).mode & 0o777).toBe(0o755);
});

test('generate writes the same context once for each image, without symbolic links', async () => {
  const second = answers.replace('name: cache', 'name: second');
  const other = second.replace('second', 'other').replace('A "cache"', 'B');
  const folder = temporaryFolder({ 'a.yml': answers, 'b.yml': second, 'c.yml': other });
  await runCli(folder, ['image', 'context', '-a', 'a.yml', '--out', 'context']);
  const files = ['-a', 'a.yml', '-a', 'b.yml', '-a', 'c.yml'];
  const { stdout } = await runCli(folder, ['generate', ...files]);
  const image = join(folder, 'build/image');
  expect(readdirSync(image).sort()).toEqual(['cache', 'other']);
  const context = new Map(readTree(join(folder, 'context')));
  context.delete('.rancher-catalog-files');
  expect(readTree(join(image, 'cache'))).toEqual(context);
  expect(statSync(join(image, 'cache/start.sh')).nlink).toBe(1);
  const tag = 'registry.example.com:5000/cache:1.4.0';
  for (const name of ['cache', 'other']) {
    expect(stdout).toContain(`docker build -t ${tag} build/image/${name} && docker push ${tag}\n`);
  }
  const again = await runCli(folder, ['generate', ...files, '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    entries: [
      { action: 'unchanged', image: { tag, folder: 'image/cache' } },
      { action: 'unchanged', image: { tag, folder: 'image/cache' } },
      { action: 'unchanged', image: { tag, folder: 'image/other' } },
    ],
  });
});

test('image context is reproducible, and --json prints it', async () => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  const first = await runCli(folder, ['image', 'context', '--json']);
  const text = readFileSync(join(folder, 'build/image/cache/Dockerfile'), 'utf8');
  expect(await runCli(folder, ['image', 'context', '--json'])).toEqual(first);
  expect(readFileSync(join(folder, 'build/image/cache/Dockerfile'), 'utf8')).toBe(text);
  expect(JSON.parse(first.stdout)).toMatchObject({
    tag: 'registry.example.com:5000/cache:1.4.0',
    folder: 'build/image/cache',
  });
});

test('image build reports a missing container engine', async () => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  vi.stubEnv('DOCKER_HOST', `unix://${folder}/missing.sock`);
  const masks = [[/(?<=^error {2}[^:\n]*: ).*?(?= {3}\[)/gm, '<words of docker>']] as const;
  expect(await refusal(folder, ['image', 'build'], masks)).toEqual({
    code: 2,
    found: ['engine-missing'],
  });
  vi.stubEnv('PATH', folder);
  expect(await refusal(folder, ['image', 'build'])).toEqual({ code: 2, found: ['engine-missing'] });
});

test('image build --push and image outdated refuse a name without a registry', async () => {
  const folder = temporaryFolder({
    'answers.yml': answers.replace('registry.example.com:5000/cache', 'cache'),
  });
  vi.stubEnv('DOCKER_HOST', `unix://${folder}/missing.sock`);
  expect(await refusal(folder, ['image', 'build', '--push'])).toEqual({
    code: 1,
    found: ['image-local'],
  });
  expect(await refusal(folder, ['image', 'outdated'])).toEqual({ code: 1, found: ['image-local'] });
});

test.each([
  [['image', 'context', '--push']],
  [['image', 'outdated', '--push']],
  [['image', 'outdated', '--out', 'x']],
  [['image', 'build', '--out', 'x']],
  [['image', 'context', '-a', 'answers.yml', '-a', 'b.yml']],
])('rejects %j', async (argv) => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  expect(await refusal(folder, argv)).toEqual({ code: 2, found: ['usage'] });
});
