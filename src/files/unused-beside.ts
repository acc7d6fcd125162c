import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { shownName } from '../model/file-name.ts';
import { isLeftover, unused } from './leftover.ts';
import { readText } from './read-text.ts';

/** Folders of a blueprint, and those that are kept beside one: what `generate` wrote, and packages. */
const folders = new Set(['tests', 'build', 'node_modules']);

/** Files that are kept beside a blueprint for people and editors. */
const kept = [
  /^blueprint\.yml$/,
  /^(?:README|CHANGELOG|CONTRIBUTING|LICENSE|LICENCE|NOTICE|AUTHORS|CODEOWNERS)(?:\.\w+)?$/i,
  /^answers.*\.(?:ya?ml|schema\.json)$/,
  /^(?:Makefile|Justfile|package(?:-lock)?\.json)$/,
  // Settings of git and of editors.
  /^\./,
];

/** Whether a file is an answers file, whatever its name is. */
function isAnswersFile(path: string): boolean {
  return /\.ya?ml$/.test(path) && /^["']?blueprint["']?\s*:/m.test(readText(path).value ?? '');
}

/** What to do with a file that nothing uses. */
function hintFor(entry: Dirent): string {
  const { name } = entry;
  if (entry.isDirectory()) {
    const meant = nearest(name, ['files', 'partials', 'tests', 'chart']);
    return meant === undefined
      ? `move it to files/${name} to publish its files, or remove it`
      : `did you mean ${meant}/?`;
  }
  return `rename it to ${name}.hbs to render it, move it to files/${name} to publish it as it is, or remove it`;
}

/**
 * Warnings of the files in the folder of a blueprint that nothing uses. `named` are paths in it that blueprint.yml
 * names; templates and the files in the folders of a blueprint are judged elsewhere.
 */
export function unusedBeside(
  folder: string,
  entries: readonly Dirent[],
  named: readonly string[],
): Diagnostic[] {
  const roots = new Set(named.map((path) => join(path).split(/[/\\]/)[0]));
  return entries.flatMap((entry): Diagnostic[] => {
    const { name } = entry;
    const path = shownName(join(folder, name));
    if (roots.has(name) || ['files', 'partials', 'chart'].includes(name)) return [];
    if (isLeftover(name)) return [unused(path)];
    if (!entry.isFile() && folders.has(name)) return [];
    if (entry.isDirectory() && name.startsWith('.')) return [];
    if (!entry.isDirectory() && name.endsWith('.hbs')) return [];
    if (!entry.isDirectory() && kept.some((pattern) => pattern.test(name))) return [];
    if (entry.isFile() && isAnswersFile(join(folder, name))) return [];
    return [unused(path, 'nothing uses this part of the blueprint', hintFor(entry))];
  });
}
