import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';

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

/** Lines of the flows that name a folder: `→ planWrite | buildTree   generate/`. */
const flowLine = /^[ →┌│└|]*(\w+(?:(?:, | \| )\w+)*) {2,}([a-z-/]+\/(?:, [a-z-/]+\/)*)(?: |$)/gm;

/** The text of the sources in these folders, without the folders in them. */
const sourcesIn = (folders: readonly string[]) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, 'src', folder)).map((name) => `src/${folder}${name}`),
    )
    .filter((path) => path.endsWith('.ts'))
    .map(read)
    .join('\n');

test('every function of a flow is in its folder', () => {
  const lines = [...page.matchAll(flowLine)];
  const missing = lines.flatMap(([line, names = '', folders = '']) => {
    const sources = sourcesIn(folders.split(', '));
    const isDeclared = (name: string) =>
      new RegExp(`(?:function|const|class) ${name}\\b|^  (?:async )?${name}\\(`, 'm').test(sources);
    return names.split(/, | \| /).every(isDeclared) ? [] : [line];
  });
  expect(missing).toEqual([]);
  expect(lines.length).toBeGreaterThan(30);
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
