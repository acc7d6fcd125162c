import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differences } from '../cli/differences/differences.ts';

/** The cells of the table below a heading, without its head. */
const rowsBelow = (heading: string): string[][] => {
  const [, below = ''] = readFileSync('docs/agreement.md', 'utf8').split(`\n## ${heading}\n`);
  const [section = ''] = below.split('\n## ');
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) => line.split('|').map((cell) => cell.trim()));
};

const known = rowsBelow('Known differences of earlier releases');
const ofCharts = rowsBelow('Charts');

test('every difference is in the table, and has a test with its name', () => {
  expect(known.map(([, name]) => name)).toEqual(differences.map(({ name }) => name));
});

test.for([...known, ...ofCharts].map((row) => [row[1] ?? '', row.at(-2) ?? ''] as const))(
  'the test of %s exists',
  ([, cell]) => {
    const [, path = '', title = ''] = /^`(test\/[^`]+)`: (.+)$/.exec(cell) ?? [];
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(title);
  },
);
