import { textOf, type FileTree } from '../../model/file-tree.ts';
import type { LoadedEntry } from './load-entries.ts';

/**
 * The texts of a rendered version, by the paths that diagnostics name, for the frames of messages.
 * None when a frame could show a secret.
 */
export function versionTexts(
  { entry, blueprint }: LoadedEntry,
  version: FileTree,
): ReadonlyMap<string, string> {
  const { fixed, asked } = entry.answers;
  const hasSecret = [...blueprint.schema.specs.values()].some(
    ({ secret, name }) => secret && (fixed.get(name) ?? asked.get(name) ?? '') !== '',
  );
  if (hasSecret) return new Map();
  return new Map(
    [...version].map(([path, file]) => [`${entry.name}/${path}`, textOf(file)] as const),
  );
}
