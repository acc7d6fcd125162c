import { bytesOf, sameFile, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { withoutProvenance } from './provenance.ts';

/** Whether LF and CRLF make files differ. */
export type LineEnds = 'exact' | 'any';

/** The history of a template, kept in each version by `publish`; it does not depend on the answers. */
export const changelogFile = 'CHANGELOG.md';

function plainText(file: TreeFile, lineEnds: LineEnds): string {
  const text = textOf(file);
  return withoutProvenance(lineEnds === 'any' ? text.replaceAll('\r\n', '\n') : text);
}

/** Whether a released file is what would be rendered now, whatever provenance either carries. */
export function sameRelease(
  released: TreeFile | undefined,
  fresh: TreeFile | undefined,
  lineEnds: LineEnds,
): boolean {
  if (sameFile(released, fresh)) return true;
  if (!released || !fresh || released.mode !== fresh.mode) return false;
  // Only text has line ends, and only text survives being decoded.
  if (bytesOf(released).includes(0) || bytesOf(fresh).includes(0)) return false;
  return plainText(released, lineEnds) === plainText(fresh, lineEnds);
}

/** The paths in which a released version differs from a rendered one, provenance aside. */
export function changedFiles(
  released: FileTree,
  fresh: FileTree,
  lineEnds: LineEnds = 'exact',
): string[] {
  const paths = new Set([...released.keys(), ...fresh.keys()]);
  if (!fresh.has(changelogFile)) paths.delete(changelogFile);
  return [...paths]
    .filter((path) => !sameRelease(released.get(path), fresh.get(path), lineEnds))
    .sort();
}
