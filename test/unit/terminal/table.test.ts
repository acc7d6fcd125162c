import { describe, expect, test } from 'vitest';
import { formatFileTree } from '../../../src/terminal/format-file-tree.ts';
import { formatTable } from '../../../src/terminal/table.ts';
import { textWidth, wrapText } from '../../../src/terminal/text-width.ts';

test('formatFileTree folds folders with a single folder, and accepts any name', () => {
  expect(formatFileTree('out', ['a/b/c/x', 'a/b/c/y', 'z', '__proto__/q'])).toBe(
    'out/\n├── __proto__/q\n├── a/b/c/\n│   ├── x\n│   └── y\n└── z',
  );
});

describe('formatTable', () => {
  const header = ['name', 'what it is'];
  const rows = [
    ['replicas', 'how many copies of the master there are'],
    ['日本', 'x'],
  ];

  test('wraps the last column', () => {
    expect(formatTable(header, rows, 40)).toBe(
      [
        'name      what it is',
        'replicas  how many copies of the master',
        '          there are',
        '日本      x',
      ].join('\n'),
    );
  });

  test('wraps every cell if the leading columns are too wide', () => {
    const wide = [['registry.example.com:5000/team/application', '12', 'x'.repeat(50)]];
    const lines = formatTable(['image', 'n', 'digest'], wide, 40).split('\n');
    expect(lines.map(textWidth).filter((width) => width > 40)).toEqual([]);
    expect(lines.join('').replaceAll(/\s/g, '')).toContain('application');
    expect(lines.length).toBeGreaterThan(3);
  });

  test('is a list on a terminal too narrow for its words', () => {
    const wide = [['sentinel_password', 'password', '(empty)', 'Password of the sentinels']];
    expect(formatTable(['variable', 'type', 'default', 'question'], wide, 40)).toBe(
      [
        'sentinel_password',
        '  type: password',
        '  default: (empty)',
        '  question: Password of the sentinels',
      ].join('\n'),
    );
  });

  test('keeps a last column that can be read, and narrows the others', () => {
    const name = 'web: io.rancher.container.hostname_override';
    const has = '3 items, not shown: it can have passwords';
    const wide = [[name, has, 'the name of a pod of a StatefulSet']];
    expect(formatTable(['PART', 'THE STACK HAS', 'WHAT TO DO'], wide, 100)).toBe(
      [
        'PART                                    THE STACK HAS                       WHAT TO DO',
        'web:                                    3 items, not shown: it can have     the name of a pod of a',
        'io.rancher.container.hostname_override  passwords                           StatefulSet',
      ].join('\n'),
    );
  });

  test('is a list on a terminal where no last column has room', () => {
    const four = [
      ['a'.repeat(30), 'b'.repeat(30), 'c'.repeat(30), 'words of a sentence '.repeat(3)],
    ];
    for (const width of [40, 60]) {
      const lines = formatTable(['A', 'B', 'C', 'D'], four, width).split('\n');
      expect(lines[0]).toBe('a'.repeat(30));
      expect(lines[1]).toBe(`  B: ${'b'.repeat(30)}`);
      expect(lines.map(textWidth).filter((each) => each > width)).toEqual([]);
    }
  });

  test('replaces control characters', () => {
    expect(formatTable(['a'], [['\u001B[2J']], 80)).toBe('a\n\uFFFD[2J');
  });
});

test('wrapText splits a word that is longer than a line', () => {
  expect(wrapText('a bbbbbbbb c', 4)).toEqual(['a', 'bbbb', 'bbbb', 'c']);
});
