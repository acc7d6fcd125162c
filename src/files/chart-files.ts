import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from './file-diagnostic.ts';
import { readable } from './readable.ts';
import type { WrittenFiles } from './written-files.ts';

/** The chart archives in a folder that are as this program wrote them: name of the file → content. */
export function ownArchives(
  root: string,
  target: string,
  written: WrittenFiles,
): ReadonlyMap<string, Uint8Array> {
  const folder = join(root, target);
  return readable(folder, () => {
    let names: string[];
    try {
      names = readdirSync(folder);
    } catch (error) {
      if (isMissing(error)) return new Map();
      throw error;
    }
    const archives = names
      .filter((name) => name.endsWith('.tgz') && lstatSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))] as const);
    return new Map(archives.filter(([name, content]) => written.has(target, name, content)));
  });
}
