import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const answers = (version: string) =>
  `blueprint: redis-sentinel\nname: cache\nversion: ${version}\n`;

async function built(): Promise<string> {
  const folder = temporaryFolder({ 'a.yml': answers('1.0.0'), 'b.yml': answers('2.0.0') });
  await runCli(folder, generate('a.yml'));
  return folder;
}

const generate = (file: string, ...more: string[]) => ['generate', '-a', file, ...more];
const template = 'build/catalog/templates/cache';

describe('generate --out', () => {
  test('replaces what it wrote', async () => {
    const folder = await built();
    expect(await runCli(folder, generate('b.yml'))).toMatchObject({ code: 0 });
    const config = readFileSync(join(folder, template, 'config.yml'), 'utf8');
    expect(config).toContain('version: "2.0.0"');
  });

  test.for([
    `${template}/config.yml`,
    `${template}/0/docker-compose.yml`,
    'build/image/cache/start.sh',
  ])('overwrites an edited %s only with --force', async (path) => {
    const folder = await built();
    appendFileSync(join(folder, path), '# edited\n');
    const found = [`${path} target-foreign`];
    expect(await refusal(folder, generate('b.yml'))).toEqual({ code: 1, found });
    expect((await runCli(folder, generate('b.yml', '--dry-run'))).code).toBe(1);
    expect(readFileSync(join(folder, path), 'utf8')).toMatch(/# edited\n$/);
    expect(await runCli(folder, generate('b.yml', '--force'))).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, path), 'utf8')).not.toContain('# edited');
  });

  test('--force keeps every other file', async () => {
    const folder = await built();
    writeFileSync(join(folder, template, '0/mine.txt'), 'mine');
    expect((await runCli(folder, generate('b.yml'))).code).toBe(1);
    expect(await runCli(folder, generate('b.yml', '--force'))).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, template, '0/mine.txt'), 'utf8')).toBe('mine');
    const config = readFileSync(join(folder, template, 'config.yml'), 'utf8');
    expect(config).toContain('version: "2.0.0"');
  });

  test('does not replace a link, or a file that has the name of a directory', async () => {
    const folder = await built();
    rmSync(join(folder, template, 'config.yml'));
    rmSync(join(folder, 'build/image/cache/lib'), { recursive: true });
    symlinkSync('../../../../a.yml', join(folder, template, 'config.yml'));
    writeFileSync(join(folder, 'build/image/cache/lib'), 'mine');
    expect(await refusal(folder, generate('b.yml', '--force'))).toEqual({
      code: 1,
      found: [`${template}/config.yml target-foreign`, 'build/image/cache/lib target-foreign'],
    });
    expect(readFileSync(join(folder, 'build/image/cache/lib'), 'utf8')).toBe('mine');
    expect(readFileSync(join(folder, 'a.yml'), 'utf8')).toBe(answers('1.0.0'));
  });

  test('takes over a build of an earlier version of the program with the same content', async () => {
    const folder = await built();
    const list = join(folder, 'build/.rancher-catalog-files');
    rmSync(list);
    expect(await runCli(folder, generate('a.yml'))).toMatchObject({ code: 0 });
    expect(existsSync(list)).toBe(true);
    expect(await runCli(folder, generate('b.yml'))).toMatchObject({ code: 0 });
  });
});
