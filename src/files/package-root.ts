import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/** The folder of this program's package, with `catalog/`, `schemas/` and `image/`. */
export function packageRoot(): string {
  let folder = found ?? import.meta.dirname;
  while (found === undefined) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if ((manifest as { name?: unknown }).name === 'rancher-catalog') found = folder;
    } catch {
      // Not here: try the parent.
    }
    const parent = dirname(folder);
    if (found === undefined && parent === folder)
      throw new Error('package.json of this program is missing');
    folder = found ?? parent;
  }
  return found;
}

/** The folder of an image definition that ships with the program; undefined if the name is not one of these. */
export const shippedImage = (name: string): string | undefined =>
  name === 'redis' ? join(packageRoot(), 'image') : undefined;

/** The start script of the nodes, as the image has it. */
export const shippedStartScript = () => join(packageRoot(), 'image', 'start.sh');
