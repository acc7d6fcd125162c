// Images in a real registry: what is pushed, kept, refused, and found to be outdated.
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { pageAnswers, writePageBlueprint } from '../support/page-blueprint.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { Engine, whyNoEngine } from './support/engine.ts';
import { startRegistry, whyNoRegistry, type Registry } from './support/registry.ts';

const why = whyNoEngine() ?? whyNoRegistry();
const skips = why !== undefined && process.env.CI !== 'true';
const project = join(import.meta.dirname, '../..');

let engine: Engine;
let registry: Registry;

/** The base image in the registry, with another digest for each text. */
function publishBase(text: string, name = 'redis:7-alpine'): string {
  const image = `${registry.host}/${name}`;
  const folder = temporaryFolder({ Dockerfile: `FROM ${engine.base()}\nLABEL text="${text}"\n` });
  engine.run('build', '-q', '-t', image, folder);
  engine.run('push', image);
  return image;
}

beforeAll(async () => {
  if (skips) return;
  engine = await Engine.start();
});
beforeEach(async ({ skip }) => {
  skip(skips, why);
  registry = await startRegistry(temporaryFolder());
  vi.stubEnv('DOCKER_HOST', engine.host);
});
afterEach(() => registry?.stop());
afterAll(() => engine?.stop());

const answersOf = (tag: string) =>
  `blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\nanswers:\n  image: ${tag}\n`;

interface Finding {
  readonly code: string;
  readonly severity: string;
}

async function json(folder: string, ...argv: string[]) {
  const { code, stdout } = await runCli(folder, ['image', ...argv, '--json']);
  const printed = JSON.parse(stdout) as { digest?: string; diagnostics: readonly Finding[] };
  return { code, ...printed };
}

const codesOf = ({ diagnostics }: { readonly diagnostics: readonly Finding[] }) =>
  diagnostics.map(({ code, severity }) => `${code} ${severity}`);

test('an image is pushed once, and a tag never becomes another image', async () => {
  const base = publishBase('a');
  const image = `${registry.host}/team/redis:1.0.0`;
  const folder = temporaryFolder({ 'answers.yml': answersOf(image) });
  const build = ['build', '--push', '--base', base];
  const first = await json(folder, ...build);
  expect(first).toMatchObject({
    code: 0,
    tag: image,
    pushed: true,
    digest: expect.stringMatching(/^sha256:/),
  });
  const manifest = await fetch(`http://${registry.host}/v2/team/redis/manifests/1.0.0`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  });
  expect(manifest.headers.get('docker-content-digest')).toBe(first.digest);

  // As CI does when it runs again, and on a machine that does not have the image.
  engine.run('rmi', '-f', image);
  const again = await json(folder, ...build);
  expect(again).toMatchObject({ code: 0, pushed: false, digest: first.digest, diagnostics: [] });

  // A release that changes an answer keeps the image, whose labels would have the new version.
  const text = readFileSync(join(folder, 'answers.yml'), 'utf8');
  writeFileSync(join(folder, 'answers.yml'), text.replace('1.0.0\nanswers', '1.0.1\nanswers'));
  expect(await json(folder, ...build)).toMatchObject({ pushed: false, diagnostics: [] });

  // Another definition of the same blueprint must have another tag.
  const copy = join(folder, 'own');
  cpSync(join(project, 'catalog/redis-sentinel'), copy, { recursive: true });
  cpSync(join(project, 'image'), join(copy, 'image'), { recursive: true });
  appendFileSync(join(copy, 'image/start.sh'), '# changed\n');
  const metadata = join(copy, 'blueprint.yml');
  const named = readFileSync(metadata, 'utf8');
  expect(named).toContain('\nimage: redis\n');
  writeFileSync(metadata, named.replace('\nimage: redis\n', '\nimage: ./image\n'));
  const own = ['--blueprint', copy];
  const refused = await json(folder, ...build, ...own);
  expect({ code: refused.code, found: codesOf(refused) }).toEqual({
    code: 1,
    found: ['image-exists error'],
  });
  expect(await json(folder, ...build)).toMatchObject({ pushed: false, digest: first.digest });
});

test('an image without labels is kept, with a warning', async () => {
  const image = publishBase('by hand', 'team/redis:1.0.0');
  const folder = temporaryFolder({ 'answers.yml': answersOf(image) });
  const found = await json(folder, 'build', '--push', '--base', publishBase('a'));
  expect(found).toMatchObject({ code: 0, pushed: false });
  expect(codesOf(found)).toEqual(['image-exists warning']);
});

test('a new base image leads to a new tag, once', async () => {
  const base = publishBase('a');
  const image = `${registry.host}/team/redis:1.0.0`;
  const folder = temporaryFolder({ 'answers.yml': answersOf(image) });
  const outdated = () => runCli(folder, ['image', 'outdated', '--base', base]);
  expect(await outdated()).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('no such tag yet'),
  });
  await json(folder, 'build', '--push', '--base', base);
  expect(await outdated()).toMatchObject({ code: 0, stdout: '' });
  publishBase('b');
  const { code, stdout } = await outdated();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^image=localhost:\d+\/team\/redis:1\.0\.0-[0-9a-f]{12}\n$/);
  expect(await outdated()).toMatchObject({ stdout });

  // The proposed tag is then current, and the next one replaces its suffix.
  writeFileSync(join(folder, 'answers.yml'), answersOf(stdout.trim().replace('image=', '')));
  await json(folder, 'build', '--push', '--base', base);
  expect(await outdated()).toMatchObject({ code: 0, stdout: '' });
  publishBase('c');
  const third = await outdated();
  expect(third.stdout).toMatch(/:1\.0\.0-[0-9a-f]{12}\n$/);
  expect(third.stdout).not.toBe(stdout);
});

test('an image of others is pinned to its digest, and follows it', async () => {
  const image = publishBase('a', 'library/page:1');
  const folder = temporaryFolder({ 'answers.yml': pageAnswers(image) });
  writePageBlueprint(folder);
  const outdated = () => runCli(folder, ['image', 'outdated']);
  const pinned = await outdated();
  expect(pinned.stdout).toMatch(
    /^page_image=localhost:\d+\/library\/page:1@sha256:[0-9a-f]{64}\n$/,
  );
  const answer = pinned.stdout.trim().replace('page_image=', '');
  writeFileSync(join(folder, 'answers.yml'), pageAnswers(answer));
  expect(await outdated()).toMatchObject({ code: 0, stdout: '' });
  publishBase('b', 'library/page:1');
  const next = await outdated();
  expect(next.stdout).toMatch(/^page_image=.*@sha256:/);
  expect(next.stdout).not.toContain(answer);
  writeFileSync(join(folder, 'answers.yml'), pageAnswers(`${registry.host}/library/none:1`));
  expect(codesOf(await json(folder, 'outdated'))).toEqual(['image-missing error']);
});

test('reports missing credentials and a registry that does not answer', async () => {
  const base = publishBase('a');
  const locked = await startRegistry(temporaryFolder(), 'ann:secret');
  const denied = temporaryFolder({ 'answers.yml': answersOf(`${locked.host}/team/redis:1`) });
  const build = ['build', '--push', '--base', base];
  const refused = await json(denied, ...build);
  expect({ code: refused.code, found: codesOf(refused) }).toEqual({
    code: 2,
    found: ['registry-denied error'],
  });
  locked.stop();
  const dead = temporaryFolder({ 'answers.yml': answersOf('localhost:1/team/redis:1') });
  const unreachable = await json(dead, ...build);
  expect({ code: unreachable.code, found: codesOf(unreachable) }).toEqual({
    code: 2,
    found: ['engine-failed error'],
  });
});
