import { join } from 'node:path';
import { CatalogError } from '../../diagnostics/diagnostic.ts';
import { readStarter, type StarterKind } from '../../files/starters.ts';
import { assertNewFolder, writeNewFolder } from '../../files/write-new-folder.ts';
import { checkNewTexts, newBlueprint, type NewTexts } from '../../generate/new-blueprint.ts';

export { starterKinds, type StarterKind } from '../../files/starters.ts';
export { checkNewTexts, titleOf } from '../../generate/new-blueprint.ts';

/** Which blueprint is written, and where. */
export interface CreateOptions extends NewTexts {
  readonly kind: StarterKind;
  /** The folder; it is missing or empty. @default the name, below the working directory */
  readonly out: string | undefined;
}

/** The blueprint that was written. */
export interface CreatedBlueprint {
  readonly folder: string;
  /** Paths of its files in the folder. */
  readonly files: readonly string[];
}

/** Writes a new blueprint. */
export async function createBlueprint(options: CreateOptions): Promise<CreatedBlueprint> {
  const { kind, out, name, title, description } = options;
  const texts = { name, title, description };
  const faults = await checkNewTexts(texts);
  if (faults.length > 0) throw new CatalogError(faults);
  const folder = out ?? join('.', name);
  assertNewFolder(folder);
  const tree = newBlueprint(readStarter(kind), texts);
  writeNewFolder(folder, tree);
  return { folder, files: [...tree.keys()] };
}
