import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatIdentity, ownIdentity } from '../../src/process/process-identity.ts';
import { bin } from '../support/bundle.ts';
import { endOf } from '../support/end-of.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const argv = ['generate', '-a', 'a.yml', '--catalog', 'catalog'];

/** A catalog with the stage of a killed run. */
function withStage(folders: number, commit: boolean): string {
  const identity = formatIdentity({ ...ownIdentity(), pid: 999_999_999, start: '' });
  const folder = temporaryFolder({
    'a.yml': 'blueprint: redis-sentinel\nname: cache\nversion: 1.0.0\n',
    'catalog/templates/other/config.yml': 'name: Other\n',
    'catalog/.rancher-catalog-stage/owner': `${identity} x`,
    'catalog/.rancher-catalog-stage/old/x': '',
  });
  const stage = join(folder, 'catalog/.rancher-catalog-stage');
  for (let index = 0; index < folders; index += 1) {
    mkdirSync(join(stage, 'new/0', String(index)), { recursive: true });
  }
  if (commit) writeFileSync(join(stage, 'commit'), '["templates/large"]');
  return folder;
}

async function end(folder: string) {
  const child = spawn(process.execPath, [bin, ...argv], { cwd: folder });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = await endOf(child);
  return { code, stderr };
}

test.for([false, true])(
  'of four runs at once, one continues the work of a killed one; it had its commit: %s',
  async (commit) => {
    for (let round = 0; round < 2; round += 1) {
      const folder = withStage(10_000, commit);
      const ends = await Promise.all(Array.from({ length: 4 }, () => end(folder)));
      const refused = ends.filter(({ code }) => code !== 0);
      expect(refused.filter(({ stderr }) => !stderr.includes('[target-busy]'))).toEqual([]);
      expect(refused.length).toBeLessThan(4);
      const catalog = join(folder, 'catalog');
      expect(readdirSync(catalog).sort()).toEqual(['assets', 'index.yaml', 'templates']);
      expect(existsSync(join(catalog, 'templates/large/9999'))).toBe(commit);
      const config = readFileSync(join(catalog, 'templates/cache/config.yml'), 'utf8');
      expect(config).toContain('version: "1.0.0"');
    }
  },
);

const namespaces = spawnSync('unshare', ['-pf', '--mount-proc', 'true']).status === 0;

test.skipIf(!namespaces)(
  'a stopped run is not disturbed by one in another process namespace of the same host name',
  async () => {
    const folder = temporaryFolder({ 'catalog/templates/other/config.yml': 'name: Other\n' });
    const many = Array.from({ length: 400 }, (_each, index) => `e${index}`);
    for (const name of many) {
      const text = `blueprint: redis-sentinel\nname: ${name}\nversion: 1.0.0\n`;
      writeFileSync(join(folder, `${name}.yml`), text);
    }
    writeFileSync(join(folder, 'a.yml'), 'blueprint: redis-sentinel\nname: a\nversion: 1.0.0\n');
    const files = many.flatMap((name) => ['-a', `${name}.yml`]);
    const first = spawn(process.execPath, [bin, 'generate', ...files, '--catalog', 'catalog'], {
      cwd: folder,
      stdio: 'ignore',
    });
    const finished = new Promise((resolve) => first.on('exit', resolve));
    const owner = join(folder, 'catalog/.rancher-catalog-stage/owner');
    while (!existsSync(owner)) await new Promise((resolve) => setTimeout(resolve, 2));
    first.kill('SIGSTOP');
    const inside = ['-pf', '--mount-proc', process.execPath, bin, ...argv];
    const second = spawnSync('unshare', inside, { cwd: folder, encoding: 'utf8' });
    first.kill('SIGCONT');
    expect({ code: second.status, stderr: second.stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('target-busy') as string,
    });
    expect(await finished).toBe(0);
    expect(readdirSync(join(folder, 'catalog/templates'))).toHaveLength(401);
  },
);
