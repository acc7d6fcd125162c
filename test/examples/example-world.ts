import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { git } from '../support/git.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const blueprint = join(import.meta.dirname, '../fixtures/blueprints/hello');

/** The files that the preface of docs/diagnostics.md describes. */
async function makeWorld(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-examples-'));
  cpSync(blueprint, join(folder, 'my-blueprint'), { recursive: true });
  const answers = { hello: './my-blueprint', redis: 'redis-sentinel' };
  const text = (of: keyof typeof answers) => `blueprint: ${answers[of]}\nversion: 1.0.0\n`;
  writeFileSync(join(folder, 'answers.yml'), text('hello'));
  writeFileSync(join(folder, 'redis.yml'), text('redis'));
  mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
  git(folder, 'init', '-q', '--template=', '--bare', '-b', 'master', 'catalog.git');
  process.env.XDG_CACHE_HOME = join(folder, '.cache');
  for (const argv of [
    ['generate', '--catalog', 'catalog'],
    ['publish', '--repo', 'catalog.git'],
  ]) {
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  }
  git(folder, 'clone', '-q', '--template=', 'catalog.git', 'checkout');
  rmSync(join(folder, '.cache'), { recursive: true, force: true });
  return folder;
}

/** Prepares a test file. The returned function creates the folder that the examples expect. */
export function useExampleWorld(): () => string {
  let world = '';
  beforeAll(async () => {
    world = await makeWorld();
  }, 120_000);
  afterAll(() => rmSync(world, { recursive: true, force: true }));
  return () => {
    const folder = temporaryFolder();
    cpSync(world, folder, { recursive: true });
    git(join(folder, 'checkout'), 'remote', 'set-url', 'origin', join(folder, 'catalog.git'));
    process.env.XDG_CACHE_HOME = join(folder, '.cache');
    return folder;
  };
}
