import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ImportFault } from '../../import/import-version.ts';
import { textAt, type FileTree } from '../../model/file-tree.ts';
import { pickFile, type VersionFiles } from '../../rancher/launch/launch-version.ts';

type EntryPlace = Pick<ImportFault, 'file' | 'offset'>;

const roles = ['docker-compose.yml', 'rancher-compose.yml'] as const;

/** The offset of the line with a text that is nearest to a line number, from 0. */
function nearestLine(lines: readonly string[], text: string, near: number): number | undefined {
  let found: { readonly offset: number; readonly distance: number } | undefined;
  let offset = 0;
  for (const [index, line] of lines.entries()) {
    const distance = Math.abs(index - near);
    if (line.trim() === text && distance < (found?.distance ?? Infinity)) {
      found = { offset: offset + line.search(/\S|$/), distance };
    }
    offset += line.length + 1;
  }
  return found?.offset;
}

/**
 * The place in an entry that a place in its blueprint comes from, because the blueprint is not written: the same line, or only
 * the file if the line is another one there. Questions and the version are in the catalog block.
 */
export function entryPlace(at: Place, made: FileTree, files: VersionFiles): EntryPlace {
  const role = roles.find((name) => at.file.endsWith(`${name}.hbs`)) ?? 'rancher-compose.yml';
  const file = pickFile(files, role) ?? pickFile(files, 'docker-compose.yml');
  if (!file) return {};
  const template = `${role}.hbs`;
  const isTemplate = at.file.endsWith(template) && at.line !== undefined && made.has(template);
  const line = isTemplate ? textAt(made, template).split('\n')[(at.line ?? 1) - 1]?.trim() : '';
  if (file.text === undefined || !line) return { file };
  const lines = file.text.replaceAll('\r\n', '\n').split('\n');
  const offset = nearestLine(lines, line, (at.line ?? 1) - 1);
  return { file, ...(offset === undefined ? {} : { offset }) };
}
