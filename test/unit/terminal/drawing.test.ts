import { describe, expect, test } from 'vitest';
import { drawFileTree } from '../../../src/terminal/file-tree.ts';
import { drawTable, textWidth, wrapText } from '../../../src/terminal/table.ts';

test('drawFileTree folds folders that hold one folder, and takes any name', () => {
  expect(drawFileTree('out', ['a/b/c/x', 'a/b/c/y', 'z', '__proto__/q'])).toBe(
    'out/\n├── __proto__/q\n├── a/b/c/\n│   ├── x\n│   └── y\n└── z',
  );
});

describe('drawTable', () => {
  const header = ['name', 'what it is'];
  const rows = [
    ['replicas', 'how many copies of the master there are'],
    ['日本', 'x'],
  ];

  test('wraps the last column', () => {
    expect(drawTable(header, rows, 40)).toBe(
      [
        'name      what it is',
        'replicas  how many copies of the master',
        '          there are',
        '日本      x',
      ].join('\n'),
    );
  });

  test('sets the last column below where there is no room', () => {
    const lines = drawTable(header, rows, 30).split('\n');
    expect(lines).toContain('    how many copies of the');
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(30);
  });

  test('lets no escape through', () => {
    expect(drawTable(['a'], [['\u001B[2J']], 80)).toBe('a\n\uFFFD[2J');
  });
});

test('wrapText gives a long word a line of its own', () => {
  expect(wrapText('a bbbbbbbb c', 4)).toEqual(['a', 'bbbbbbbb', 'c']);
});
