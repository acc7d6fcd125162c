import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

afterEach(() => vi.unstubAllEnvs());

const answers =
  'blueprint: redis-sentinel\nname: cache\ntitle: \'A "cache" for $5\'\nversion: 1.4.0\nanswers:\n  image: registry.example.com:5000/cache:1.4.0\n';

test('image context writes the image definition with the labels of the entry', async () => {
  const folder = temporaryFolder({ 'answers.yml': answers, 'context/stale': 'x' });
  const { code, stdout, stderr } = await runCli(folder, ['image', 'context', '--out', 'context']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^context: the context of registry\.example\.com:5000\/cache:1\.4\.0, \d+ files\n/,
  );
  expect(stdout).toContain('next: docker build -t registry.example.com:5000/cache:1.4.0 context\n');
  for (const name of ['Dockerfile', 'Dockerfile.tiny']) {
    const text = readFileSync(join(folder, 'context', name), 'utf8');
    expect(text).toContain('LABEL org.opencontainers.image.title="A \\"cache\\" for \\$5"\n');
    expect(text).toContain('LABEL org.opencontainers.image.version="1.4.0"\n');
    expect(text).toContain('LABEL org.opencontainers.image.licenses="Apache-2.0"\n');
  }
  expect(statSync(join(folder, 'context', 'start.sh')).mode & 0o777).toBe(0o755);
  expect(() => statSync(join(folder, 'context', 'stale'))).toThrow('ENOENT');
});

test('the context is the same each time, and --json tells it', async () => {
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

test('image build says plainly that no engine is there', async () => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  vi.stubEnv('DOCKER_HOST', `unix://${folder}/nobody.sock`);
  const silent = await runCli(folder, ['image', 'build']);
  expect(silent.code).toBe(2);
  expect(silent.stderr).toMatch(
    /^error {2}no container engine answers: .+ {3}\[engine-missing\]\n/,
  );
  vi.stubEnv('PATH', folder);
  const missing = await runCli(folder, ['image', 'build']);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr.split('\n').slice(0, 2)).toEqual([
    'error  docker is not installed here   [engine-missing]',
    '  hint: image context writes the same context, to be built where an engine is',
  ]);
});

test.each([
  [['image', 'context', '--push'], '--push is not for image context'],
  [['image', 'build', '--out', 'x'], '--out is not for image build'],
  [['image', 'context', '-a', 'answers.yml', '-a', 'b.yml'], 'image takes one answers file'],
])('%j is refused', async (argv, message) => {
  const folder = temporaryFolder({ 'answers.yml': answers });
  const { code, stderr } = await runCli(folder, argv);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
