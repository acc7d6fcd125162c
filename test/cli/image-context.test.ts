import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { readTree } from '../../src/files/read-tree.ts';

const answers = {
  'answers.yml': 'blueprint: redis-sentinel\nname: cache\nversion: 1.4.0\n',
  'next.yml': 'blueprint: redis-sentinel\nname: cache\nversion: 1.5.0\n',
};

const context = (...more: string[]) => ['image', 'context', '--out', 'ctx', ...more];

/** A blueprint with one image file fewer than the built-in one would be a large fixture: a stale file is listed here. */
function makeStale(folder: string, path: string): void {
  const list = join(folder, '.rancher-catalog-files');
  const line = readFileSync(list, 'utf8')
    .split('\n')
    .find((each) => each.endsWith('//health.sh'));
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), readFileSync(join(folder, 'health.sh')));
  appendFileSync(list, `${line?.replace('health.sh', path) ?? ''}\n`);
}

describe('image context --out', () => {
  test('keeps what the user has in the directory, .git too', async () => {
    const files = {
      'ctx/mine.txt': 'mine',
      'ctx/.git/HEAD': 'ref: x\n',
      'ctx/Dockerfile': 'FROM me\n',
    };
    const folder = temporaryFolder({ ...answers, ...files });
    const before = readTree(join(folder, 'ctx'));
    expect(await refusal(folder, context())).toEqual({
      code: 1,
      found: [
        'ctx/.git/HEAD target-foreign',
        'ctx/Dockerfile target-foreign',
        'ctx/mine.txt target-foreign',
      ],
    });
    expect(readTree(join(folder, 'ctx'))).toEqual(before);
    expect(await runCli(folder, context('--force'))).toMatchObject({ code: 0 });
    const text = (path: string) => readFileSync(join(folder, 'ctx', path), 'utf8');
    expect([text('mine.txt'), text('.git/HEAD')]).toEqual(['mine', 'ref: x\n']);
    expect(text('Dockerfile')).toContain('org.opencontainers.image.version="1.4.0"');
  });

  test.for(['ctx', 'ctx/', './ctx', '.', './'])(
    'writes to %s, and again after a change',
    async (out) => {
      const folder = temporaryFolder(answers);
      const inside = join(folder, 'inside');
      mkdirSync(inside);
      const argv = ['image', 'context', '--out', out, '-a'];
      expect(await runCli(inside, [...argv, '../answers.yml'])).toMatchObject({ code: 0 });
      expect(await runCli(inside, [...argv, '../next.yml'])).toMatchObject({ code: 0 });
      const text = readFileSync(join(inside, out, 'Dockerfile'), 'utf8');
      expect(text).toContain('org.opencontainers.image.version="1.5.0"');
      expect(readdirSync(folder).sort()).toEqual(['answers.yml', 'inside', 'next.yml']);
    },
  );

  test('overwrites an edited file only with --force', async () => {
    const folder = temporaryFolder(answers);
    await runCli(folder, context());
    appendFileSync(join(folder, 'ctx/lib/env.sh'), '# edited\n');
    const found = ['ctx/lib/env.sh target-foreign'];
    expect(await refusal(folder, context())).toEqual({ code: 1, found });
    expect(readFileSync(join(folder, 'ctx/lib/env.sh'), 'utf8')).toMatch(/# edited\n$/);
    expect(await runCli(folder, context('--force'))).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'ctx/lib/env.sh'), 'utf8')).not.toContain('# edited');
    expect(await runCli(folder, context())).toMatchObject({ code: 0 });
  });

  test('removes files of an earlier context, unless they were edited', async () => {
    const folder = temporaryFolder(answers);
    await runCli(folder, context());
    const ctx = join(folder, 'ctx');
    makeStale(ctx, 'old/deep/stale.sh');
    expect(await runCli(folder, context())).toMatchObject({ code: 0 });
    expect(existsSync(join(ctx, 'old'))).toBe(false);
    makeStale(ctx, 'old/stale.sh');
    appendFileSync(join(ctx, 'old/stale.sh'), '# edited\n');
    expect((await runCli(folder, context())).code).toBe(1);
    expect((await runCli(folder, context('--force'))).code).toBe(0);
    expect(existsSync(join(ctx, 'old/stale.sh'))).toBe(true);
  });

  test('follows no link, and replaces none', async () => {
    const folder = temporaryFolder({ ...answers, 'victim/env.sh': 'mine' });
    mkdirSync(join(folder, 'ctx'));
    symlinkSync('../victim', join(folder, 'ctx/lib'));
    symlinkSync('../victim/env.sh', join(folder, 'ctx/health.sh'));
    for (const force of [[], ['--force']]) {
      expect(await refusal(folder, context(...force))).toEqual({
        code: 1,
        found: ['ctx/health.sh target-foreign', 'ctx/lib target-foreign'],
      });
    }
    expect(readFileSync(join(folder, 'victim/env.sh'), 'utf8')).toBe('mine');
  });

  test('does not remove what generate wrote, and generate writes the same context', async () => {
    const folder = temporaryFolder(answers);
    await runCli(folder, ['generate']);
    expect((await runCli(folder, ['image', 'context', '--out', 'build'])).code).toBe(1);
    expect(await runCli(folder, ['image', 'context', '-a', 'next.yml'])).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['image', 'context', '--out', 'build/image/cache'])).toMatchObject({
      code: 1,
    });
    const own = ['image', 'context', '--out', 'build/image/cache', '-a', 'next.yml'];
    expect(await runCli(folder, own)).toMatchObject({ code: 0 });
    expect(await runCli(folder, ['generate'])).toMatchObject({ code: 0 });
  });

  test('takes no list that another program wrote', async () => {
    const folder = temporaryFolder({ ...answers, 'ctx/.rancher-catalog-files': 'mine' });
    expect(await refusal(folder, context('--force'))).toEqual({
      code: 1,
      found: ['ctx/.rancher-catalog-files path-unsafe'],
    });
    rmSync(join(folder, 'ctx/.rancher-catalog-files'));
    writeFileSync(join(folder, 'victim'), 'x');
    symlinkSync('../victim', join(folder, 'ctx/.rancher-catalog-files'));
    expect((await runCli(folder, context('--force'))).code).toBe(1);
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('x');
  });
});
