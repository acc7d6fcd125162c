import {
  chmodSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFixes } from '../../src/files/write-fixes.ts';
import { catalog, compose, original } from '../support/lint-catalog.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { thrownBy } from '../support/thrown.ts';

const none = new Map<string, string>();
const faulty = { [compose]: original(compose).replace('nginx:1.13', '"nginx:5$"') };

describe('lint --fix', () => {
  test('keeps mode and owner of a file, whatever the umask is', async () => {
    const root = catalog(faulty);
    const file = join(root, compose);
    chmodSync(file, 0o664);
    if (process.getuid?.() === 0) chownSync(file, 4711, 4712);
    const { uid, gid } = statSync(file);
    const before = process.umask(0o077);
    await runCli(root, ['lint', '--fix']).finally(() => process.umask(before));
    expect(readFileSync(file, 'utf8')).toContain('"nginx:5$$"');
    expect(statSync(file)).toMatchObject({ uid, gid, mode: 0o100664 });
  });

  test.for(['.tmp', '.1.tmp', '~'])(
    'does not write through a link that is named %s',
    async (end) => {
      const outside = temporaryFolder({ precious: 'mine' });
      const root = catalog(faulty);
      symlinkSync(join(outside, 'precious'), join(root, `${compose}${end}`));
      await runCli(root, ['lint', '--fix']);
      expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('mine');
      expect(readFileSync(join(root, compose), 'utf8')).toContain('"nginx:5$$"');
      expect(
        readdirSync(join(root, 'templates/sample/0')).filter((name) => name.endsWith('.tmp')),
      ).toHaveLength(end.endsWith('.tmp') ? 1 : 0);
    },
  );

  test('does not move an icon onto a link that has the name', async () => {
    const icon = 'templates/sample/catalogIcon-sample.svg';
    const root = catalog({ [icon]: null, 'templates/sample/logo.svg': '<svg/>\n' });
    symlinkSync('nowhere.svg', join(root, icon));
    const { code, stderr } = await runCli(root, ['lint', '--fix']);
    expect(stderr).toContain('target-unwritable');
    expect(code).toBe(2);
    expect(lstatSync(join(root, icon)).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'templates/sample/logo.svg'), 'utf8')).toBe('<svg/>\n');
  });
});

describe('writeFixes', () => {
  const outside = () => temporaryFolder({ 'x.yml': 'mine' });

  test('does not write through a file or a folder that became a link', () => {
    const victim = outside();
    const root = temporaryFolder({ 'a/b/z': '' });
    symlinkSync(join(victim, 'x.yml'), join(root, 'a/x.yml'));
    symlinkSync(victim, join(root, 'linked'));
    const texts = (path: string) => ({ texts: new Map([[path, 'new']]), moves: none });
    const moves = { texts: none, moves: new Map([['a/b/z', 'linked/z']]) };
    expect(thrownBy(root, () => writeFixes(root, texts('a/x.yml'), () => 'mine'))).toEqual([
      '<folder>/a/x.yml path-unsafe',
    ]);
    expect(thrownBy(root, () => writeFixes(root, texts('linked/x.yml'), () => 'mine'))).toEqual([
      '<folder>/linked path-unsafe',
    ]);
    expect(thrownBy(root, () => writeFixes(root, moves, () => ''))).toEqual([
      '<folder>/linked path-unsafe',
    ]);
    expect(readdirSync(victim)).toEqual(['x.yml']);
    expect(readFileSync(join(victim, 'x.yml'), 'utf8')).toBe('mine');
  });

  test('does not overwrite a file that was edited, or is not valid UTF-8', () => {
    const root = temporaryFolder({ 'x.yml': 'edited' });
    const fixes = { texts: new Map([['x.yml', 'new']]), moves: none };
    expect(thrownBy(root, () => writeFixes(root, fixes, () => 'old'))).toEqual([
      '<folder>/x.yml target-busy',
    ]);
    expect(readFileSync(join(root, 'x.yml'), 'utf8')).toBe('edited');
    const bytes = Buffer.from([0x61, 0xff, 0x62]);
    writeFileSync(join(root, 'x.yml'), bytes);
    expect(thrownBy(root, () => writeFixes(root, fixes, () => bytes.toString('utf8')))).toEqual([
      '<folder>/x.yml target-busy',
    ]);
    expect(readFileSync(join(root, 'x.yml'))).toEqual(bytes);
  });
});
