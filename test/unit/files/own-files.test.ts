import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OwnFiles } from '../../../src/files/own-files.ts';
import { replaceMarked } from '../../../src/files/write-file.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { thrownBy } from '../../support/thrown.ts';

const files = (text: string) => new Map([['report.md', text]]);

describe('the files of a report', () => {
  test('replace those of an earlier report, and keep all others', () => {
    const root = temporaryFolder({ 'mine.txt': 'mine' });
    const own = new OwnFiles(root);
    own.write(files('one'));
    own.write(new Map([['other.svg', 'x']]));
    own.write(files('two'));
    expect(readFileSync(join(root, 'report.md'), 'utf8')).toBe('two');
    expect(readFileSync(join(root, 'mine.txt'), 'utf8')).toBe('mine');
  });

  test.for(['a file of the user', 'an edited file', 'a link'])('do not replace %s', (kind) => {
    const root = temporaryFolder({ victim: 'mine' });
    const path = join(root, 'report.md');
    const own = new OwnFiles(root);
    if (kind === 'an edited file') own.write(files('one'));
    if (kind === 'a link') symlinkSync('victim', path);
    else writeFileSync(path, 'mine');
    const found = ['<folder>/report.md target-foreign'];
    expect(thrownBy(root, () => own.assertFree(['report.md']))).toEqual(found);
    expect(thrownBy(root, () => own.write(files('new')))).toEqual(found);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('mine');
  });

  test('create the folder', () => {
    const root = join(temporaryFolder(), 'new/folder');
    new OwnFiles(root).assertFree(['report.md']);
    expect(existsSync(root)).toBe(false);
    new OwnFiles(root).write(files('one'));
    expect(readFileSync(join(root, 'report.md'), 'utf8')).toBe('one');
  });
});

test('replaces only a file with the mark', () => {
  const root = temporaryFolder({ 'mine.svg': '<svg>mine</svg>' });
  const [path, link] = [join(root, 'new.svg'), join(root, 'link.svg')];
  replaceMarked(path, 'mark 1', 'mark');
  replaceMarked(path, 'mark 2', 'mark');
  expect(readFileSync(path, 'utf8')).toBe('mark 2');
  symlinkSync('new.svg', link);
  for (const name of ['mine.svg', 'link.svg']) {
    const write = () => replaceMarked(join(root, name), 'mark 3', 'mark');
    expect(thrownBy(root, write)).toEqual([`<folder>/${name} file-exists`]);
  }
  expect(readFileSync(path, 'utf8')).toBe('mark 2');
});
