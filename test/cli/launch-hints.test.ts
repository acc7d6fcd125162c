import { expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { redisRepository } from './chart-repository.ts';
import { docker, rancher } from './launch-version.ts';
import { web } from './web-chart.ts';

test.each([
  ['a catalog with charts', '.', '--chart redis'],
  ['a directory of archives', 'assets', 'assets/redis-1'],
  ['an archive that does not exist', 'assets/redis-1.0.1.tgz', 'did you mean assets/redis-1'],
  ['an archive in a directory without one', 'nowhere/a.tgz', 'the archive of a chart'],
  ['a file that is neither', 'index.yaml', 'or the archive of a chart'],
])('launch of %s names what to pass', async (_, path, hint) => {
  const { code, stderr } = await run(redisRepository(), ['launch', path]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/hint: .*/);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(hint);
});

test('launch of a directory with an unpacked chart names it', async () => {
  const { code, stderr } = await run(web(), ['launch', '.']);
  expect(code).toBe(2);
  expect(stderr).toContain('such as');
  expect(stderr).toMatch(/\bweb\b/);
});

test('--chart is for repositories', async () => {
  const folder = redisRepository();
  const archive = await run(folder, ['launch', 'assets/redis-1.0.0.tgz', '--chart', 'redis']);
  expect(archive).toMatchObject({ code: 2, found: [expect.stringMatching(/usage$/)] });
  const entry = temporaryFolder({
    'x/0/docker-compose.yml': docker,
    'x/0/rancher-compose.yml': rancher,
  });
  const version = await run(entry, ['launch', 'x/0', '--chart', 'redis']);
  expect(version.stderr).toContain('pass the root of a repository');
});

test('an answers file of generate is refused for a chart', async () => {
  const folder = web({ 'a.yml': 'blueprint: web\nversion: 1.0.0\nanswers:\n  port: 81\n' });
  expect(await run(folder, ['launch', 'web', '--values', '-a', 'a.yml'])).toMatchObject({
    code: 1,
    found: ['a.yml:3:1 wrong-type'],
  });
});

test.each([
  ['nam=x', 'name'],
  ['log.levl=debug', 'log.level'],
  ['lgo.level=debug', 'log.level'],
])('--set %s names the value that was meant', async (set, meant) => {
  const { stderr } = await run(web(), ['launch', 'web', '--values', '--set', set]);
  expect(stderr).toContain(`did you mean ${meant}?`);
});

test('a pattern is explained by the description of its schema', async () => {
  const described = { description: 'A name in\nlower case.', pattern: '^[a-z]+$' };
  const bare = { pattern: '^[a-z]+$' };
  const schema = JSON.stringify({ properties: { name: described, secret: bare } });
  const folder = web({
    'web/values.schema.json': schema,
    'a.yml': 'name: X\nsecret: X\nport: 8080\n',
  });
  const { stderr } = await run(folder, ['launch', 'web', '--values', '-a', 'a.yml']);
  expect(stderr).toContain('name: has another form than expected: A name in lower case.');
  expect(stderr).toContain('secret: must match pattern');
});

test.each([
  ['assets/redis-1.0.0.tgz', 'tar -xzf assets/redis-1.0.0.tgz'],
  ['index.yaml', 'or a chart'],
  ['nowhere', 'or a chart'],
])('lint of %s names what to pass', async (path, hint) => {
  const { code, stderr } = await run(redisRepository(), ['lint', path]);
  expect(code).toBe(2);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(hint);
});
