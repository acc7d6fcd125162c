import { expect, test } from 'vitest';
import { fileTree } from '../../../src/model/file-tree.ts';
import { catalogFilesOf } from '../../../src/rancher/catalog-file.ts';

test('the files of a tree have their size in bytes', () => {
  const tree = fileTree([
    ['a.txt', { content: 'é…😀', mode: 0o644 }],
    ['b.bin', { content: Uint8Array.from([0xff, 0xfe, 0xfd]), mode: 0o644 }],
  ]);
  expect(Object.fromEntries(catalogFilesOf(tree, 'templates/x/0'))).toEqual({
    'a.txt': { path: 'templates/x/0/a.txt', sizeBytes: 9, text: 'é…😀' },
    'b.bin': { path: 'templates/x/0/b.bin', sizeBytes: 3, text: '\uFFFD\uFFFD\uFFFD' },
  });
  expect(catalogFilesOf(tree).get('a.txt')?.path).toBe('a.txt');
});
