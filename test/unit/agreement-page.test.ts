import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differences } from '../cli/differences/differences.ts';

const rows = readFileSync('docs/agreement.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!difference )[^-]/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('every difference is in the table, and has a test with its name', () => {
  expect(rows.map(([, name]) => name)).toEqual(differences.map(({ name }) => name));
});

test.for(rows.map((row) => [row[1] ?? '', row[3] ?? ''] as const))(
  'the test of %s exists',
  ([, cell]) => {
    const [, path = '', title = ''] = /^`(test\/[^`]+)`: (.+)$/.exec(cell) ?? [];
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(title);
  },
);
