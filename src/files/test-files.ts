import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogError, CatalogError } from '../diagnostics/diagnostic.ts';
import { makeFolder } from '../process/make-folder.ts';
import { isMissing, writing } from './file-diagnostic.ts';
import { readable } from './readable.ts';
import { readText } from './read-text.ts';
import { replaceMarked } from './write-file.ts';
import { assertNoLinks } from './write-tree.ts';

function namesIn(folder: string): string[] {
  return readable(folder, () => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  });
}

/** The test files of a blueprint, `tests/*.yml`. Throws if there is none. */
export function testFilesIn(blueprint: string): string[] {
  const folder = join(blueprint, 'tests');
  const names = namesIn(folder).filter((name) => /\.ya?ml$/.test(name));
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  throw catalogError(
    'file-missing',
    'there are no test files',
    'write cases to tests/NAME.yml, see docs/blueprints.md',
    { file: folder },
  );
}

/** The text of a golden file; undefined if there is none. */
export function readGolden(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const { value, diagnostics } = readText(path);
  if (value === undefined) throw new CatalogError(diagnostics);
  return value;
}

/** Writes a golden file; of those that exist, it replaces only files with this mark. */
export function writeGolden(path: string, text: string, mark: string): void {
  const tests = dirname(dirname(path));
  assertNoLinks(tests, 'golden');
  writing(path, () => makeFolder(dirname(path)));
  replaceMarked(path, text, mark);
}
