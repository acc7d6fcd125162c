import { statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../../src/process/make-folder.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

describe('makeFolder', () => {
  test('creates what is missing, and returns it', () => {
    const root = temporaryFolder();
    expect(makeFolder(join(root, 'a/b'), 0o700)).toEqual([join(root, 'a'), join(root, 'a/b')]);
    expect(statSync(join(root, 'a/b')).mode & 0o777).toBe(0o700);
    expect(makeFolder(join(root, 'a/b/'))).toEqual([]);
    expect(makeFolder(join(root, 'a/c/../d'))).toEqual([join(root, 'a/d')]);
  });

  test.for([
    ['file', 'EEXIST'],
    ['file/x', 'ENOTDIR'],
    ['broken', 'EEXIST'],
    ['circle/x', 'ELOOP'],
  ])('throws for %s', ([path, code]) => {
    const root = temporaryFolder({ file: '' });
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync('circle', join(root, 'circle'));
    expect(() => makeFolder(join(root, path ?? ''))).toThrow(code);
  });

  test('throws below /proc', () => {
    expect(() => makeFolder('/proc/x/y')).toThrow('ENOENT');
  });
});
