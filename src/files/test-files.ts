import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CatalogError, type Checked } from '../diagnostics/diagnostic.ts';
import { makeFolder } from '../process/make-folder.ts';
import { isMissing, writing } from './file-diagnostic.ts';
import { faultOfPart } from './own-part.ts';
import { readable } from './readable.ts';
import { readOwnText } from './read-own-text.ts';
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

/** The test files of a blueprint, `tests/*.yml`, relative to its folder; an error if there are none, because nothing would run. */
export function testFilesIn(blueprint: string): Checked<readonly string[]> {
  const folder = join(blueprint, 'tests');
  const fault = faultOfPart(blueprint, 'tests');
  if (fault) return { value: undefined, diagnostics: [fault] };
  const names = namesIn(folder).filter((name) => /\.ya?ml$/.test(name));
  const value = names.sort().map((name) => join('tests', name));
  if (names.length > 0) return { value, diagnostics: [] };
  const message = 'there are no test files';
  const hint = 'write cases to tests/NAME.yml, see docs/blueprints.md';
  const at = { file: folder };
  return { value, diagnostics: [{ code: 'file-missing', severity: 'error', message, at, hint }] };
}

/** The text of a golden file, `path` in the folder of a blueprint; undefined if there is none. */
export function readGolden(blueprint: string, path: string): string | undefined {
  const fault = faultOfPart(blueprint, path);
  if (fault) throw new CatalogError([fault]);
  if (!existsSync(join(blueprint, path))) return undefined;
  const { value, diagnostics } = readOwnText(blueprint, path);
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
