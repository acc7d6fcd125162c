import type { CatalogFile } from '../rancher/catalog-file.ts';

/** A comment that ignores rules for a line or a file. */
export interface Suppression {
  readonly file: CatalogFile;
  /** Of the comment, in the file's text. */
  readonly offset: number;
  readonly rules: readonly string[];
  readonly reason: string;
  /** The line that it applies to, counted from 1. @default the whole file */
  readonly line: number | undefined;
}

const comment = /#\s*rancher-catalog-ignore(-file)?(?:\s+([^:]*))?(?::(.*))?$/;

const isBare = (line: string | undefined) => line !== undefined && /^\s*(?:#|$)/.test(line);

/** The line that a comment applies to: its own, or the next one that is not empty. */
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
 * applies to the next line, or to its own if there is something before it;
 * `rancher-catalog-ignore-file` applies to the whole file.
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
