import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ImportFault } from '../../import/import-version.ts';
import { sourceText } from '../../import/source-text.ts';
import { textAt, type FileTree } from '../../model/file-tree.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';
import type { IndexedVersion } from '../../rancher/indexed-template.ts';
import { pickFile } from '../../rancher/launch/launch-version.ts';

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

/** The file of a version that a template or a copied file of its blueprint was made from. */
function copied(path: string, { files, folder, readme }: IndexedVersion): CatalogFile | undefined {
  if (path === 'README.md.hbs') return readme;
  const [, output] = /^files\/(.*?)(?:\.hbs)?$/.exec(path) ?? [];
  return [...files.values()].find((file) => file.path === `${folder}/${output}`);
}

/**
 * The place in an entry that a place in its blueprint comes from, because the blueprint is not written: the same line,
 * or only the file if the line is another one there. Questions and the version are in the catalog block. Empty for
 * parts that are made of several files.
 */
export function entryPlace(at: Place, made: FileTree, version: IndexedVersion): EntryPlace {
  const { files } = version;
  const name = at.file.slice(at.file.lastIndexOf('/') + 1);
  const isInBlock = /^answers\.(?:yml|schema\.json)$/.test(name);
  const role = isInBlock ? 'rancher-compose.yml' : roles.find((each) => name.startsWith(each));
  if (!role) {
    const file = copied(at.file, version);
    return file ? { file } : {};
  }
  const file = pickFile(files, role) ?? pickFile(files, 'docker-compose.yml');
  if (!file) return {};
  const line = textAt(made, at.file).split('\n')[(at.line ?? 0) - 1]?.trim();
  if (file.text === undefined || isInBlock || !line) return { file };
  const lines = sourceText(file.text).split('\n');
  const offset = nearestLine(lines, line, (at.line ?? 1) - 1);
  return { file, ...(offset === undefined ? {} : { offset }) };
}
