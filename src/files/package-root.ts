import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/** The folder of this program's package, in which `catalog/`, `schemas/` and `image/` lie. */
export function packageRoot(): string {
  let folder = found ?? dirname(fileURLToPath(import.meta.url));
  while (found === undefined) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if ((manifest as { name?: unknown }).name === 'rancher-catalog') found = folder;
    } catch {
      // Not here: one folder up.
    }
    const parent = dirname(folder);
    if (found === undefined && parent === folder)
      throw new Error('package.json of this program is missing');
    folder = found ?? parent;
  }
  return found;
}
