import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../diagnostics/usage-error.ts';
import { BlueprintSource, sourceOfFolder } from './blueprint-source.ts';
import { CatalogSource } from './catalog-source.ts';
import type { PreviewSource } from './preview-source.ts';

/** What to show. */
export interface PreviewWish {
  /** A catalog, a template, a version, or the folder of a blueprint. @default the working directory */
  readonly path: string | undefined;
  /** An answers file, whose entry is rendered. @default none */
  readonly answers: string | undefined;
  /** Texts of the form KEY=VALUE; they take precedence over those of the answers file. */
  readonly set: readonly string[];
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Where the files of a preview come from. Throws if the options do not go together. */
export function previewSourceOf({ path, answers, set }: PreviewWish): PreviewSource {
  if (answers !== undefined) {
    if (path !== undefined) {
      throw usageError(
        'a path and --answers do not go together',
        'choose a catalog, or an answers file to render',
      );
    }
    if (answers === '-') {
      throw usageError('--answers - cannot be read again', 'pass the path of a file');
    }
    return new BlueprintSource({ answers, set });
  }
  const folder = path ?? '.';
  if (existsSync(join(folder, 'blueprint.yml'))) return sourceOfFolder(folder, set);
  if (isFile(folder) && /\.ya?ml$/.test(folder)) {
    throw usageError(`${folder} is a file`, `pass an answers file with --answers ${folder}`);
  }
  if (set.length > 0) throw usageError('--set needs --answers, or the directory of a blueprint');
  return new CatalogSource(folder);
}
