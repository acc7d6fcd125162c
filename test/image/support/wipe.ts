import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Node } from './sandbox.ts';

/** Removes all that a node has stored, as when its volume is lost. */
export function wipe(node: Node): void {
  for (const name of readdirSync(node.dataDir))
    rmSync(path.join(node.dataDir, name), { recursive: true });
}
