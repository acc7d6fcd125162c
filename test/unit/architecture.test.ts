import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('ARCHITECTURE.md');

/** Paths in backticks: those that begin with a folder or a page of the project. */
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:src|test|scripts|image|schemas|catalog|docs)\/[^`\s]*)`/g)].map(
    ([, path = '']) => path,
  );

/** Folders below src/ that hold sources, two levels deep. */
function sourceFolders(folder = 'src', depth = 0): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const deeper = entries
    .filter((entry) => entry.isDirectory() && depth < 2)
    .flatMap(({ name }) => sourceFolders(`${folder}/${name}`, depth + 1));
  // A single file next to folders belongs to them.
  const isOwn = depth > 0 && entries.filter((entry) => entry.isFile()).length > 1;
  return isOwn ? [folder, ...deeper] : deeper;
}

const decisions = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/.test(name));

test.for(['ARCHITECTURE.md', ...decisions.map((name) => `docs/decisions/${name}`)])(
  'every path that %s names exists',
  (file) => {
    expect(pathsIn(read(file)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  },
);

test('every folder of src has a row', () => {
  const rows = new Set([...page.matchAll(/^\| \d \| `([^`]+)` \|/gm)].map(([, path]) => path));
  expect(sourceFolders().filter((folder) => !rows.has(folder))).toEqual([]);
});

test('every decision has a number, a date and a row in the list', () => {
  const list = read('docs/decisions/README.md');
  for (const [index, name] of decisions.entries()) {
    const text = read(`docs/decisions/${name}`);
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(text) ?? [];
    const [, date] = /^Date: (\d{4}-\d\d-\d\d)$/m.exec(text) ?? [];
    expect([name, Number(number)]).toEqual([name, index + 1]);
    expect(list).toContain(`| ${number} | ${date} | [${title}](${name}) |`);
    expect(text.match(/^## .+$/gm)).toEqual(['## Context', '## Decision', '## Consequence']);
  }
});
