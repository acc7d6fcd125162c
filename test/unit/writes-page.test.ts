import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

/** Calls that write to a disk. */
const writing =
  /\b(?:writeFileSync|mkdirSync|rmSync|renameSync|unlinkSync|mkdtempSync|copyFileSync|cpSync|symlinkSync|linkSync|writeSync|writeWhole|replaceFile|replaceMarked|writeFile|makeFolder)\(|openSync\([^)]*'a'/;

const rows = readFileSync('docs/writes.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `') || line.startsWith('| every'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const sources = new Set(rows.flatMap((row) => row[4]?.match(/[\w-]+\.ts/g) ?? []));

const all = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

test('directories are created by makeFolder, which returns below /proc', () => {
  const others = all.filter((path) =>
    /mkdir(?:Sync)?\([^;]*recursive/.test(readFileSync(`src/${path}`, 'utf8')),
  );
  expect(others).toEqual([]);
});

test('every file that writes is in the table of writes, and each file of the table exists', () => {
  const writers = all.filter((path) => writing.test(readFileSync(`src/${path}`, 'utf8')));
  expect(writers.map((path) => basename(path)).filter((name) => !sources.has(name))).toEqual([]);
  const names = new Set(all.map((path) => basename(path)));
  expect([...sources].filter((name) => !names.has(name))).toEqual([]);
});

test.for(rows.map((row) => [row[1] ?? '', row[5] ?? ''] as const))(
  'the row of %s has a test that exists',
  ([, cell]) => {
    const [, path = '', title = ''] = /^`(test\/[^`]+)`: (.+)$/.exec(cell) ?? [];
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(`'${title}'`);
  },
);
