import type { CatalogFile } from '../rancher/catalog-file.ts';

/** A comment that asks for silence about a line or a file. */
export interface Suppression {
  readonly file: CatalogFile;
  /** Of the comment, in the file's text. */
  readonly offset: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The line that it is about, counted from 1; undefined: the whole file. */
  readonly line: number | undefined;
}

const comment = /#\s*rancher-catalog-ignore(-file)?(?:\s+([^:]*))?(?::(.*))?$/;

const isBare = (line: string | undefined) => line !== undefined && /^\s*(?:#|$)/.test(line);

/** The line a comment is about: its own, or the next one with something in it. */
function targetLine(lines: readonly string[], index: number): number {
  if (!isBare(lines[index])) return index + 1;
  let at = index + 1;
  while (at < lines.length && isBare(lines[at])) at += 1;
  return at + 1;
}

/**
 * The suppressions of a file:
 *
 *     # rancher-catalog-ignore image-unpinned: the mirror keeps one tag
 *     image: mirror/redis
 *
 * stands for the next line, or its own when there is something before it;
 * `rancher-catalog-ignore-file` for all of the file.
 */
export function readSuppressions(file: CatalogFile): Suppression[] {
  if (file.text?.includes('rancher-catalog-ignore') !== true) return [];
  const lines = file.text.split('\n');
  let offset = 0;
  return lines.flatMap((line, index) => {
    const start = offset;
    offset += line.length + 1;
    const found = comment.exec(line.trimEnd());
    if (!found) return [];
    const [, whole, rules = '', reason = ''] = found;
    return {
      file,
      offset: start + found.index,
      rules: rules.split(/[\s,]+/).filter((rule) => rule !== ''),
      reason: reason.trim(),
      line: whole === undefined ? targetLine(lines, index) : undefined,
    };
  });
}
