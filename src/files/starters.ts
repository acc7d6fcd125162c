import { join } from 'node:path';
import type { FileTree } from '../model/file-tree.ts';
import { packageRoot } from './package-root.ts';
import { readTree } from './read-tree.ts';

/** What `blueprint new` can start from: folders of `catalog/starters`, each a blueprint that works. */
export const starterKinds = ['web', 'worker', 'database', 'global-agent'] as const;

export type StarterKind = (typeof starterKinds)[number];

/** The files of a starter. */
export const readStarter = (kind: StarterKind): FileTree =>
  readTree(join(packageRoot(), 'catalog', 'starters', kind));
