import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import type { FileTree } from '../../model/file-tree.ts';
import { generateEntries } from '../entries/generate-entries.ts';

/** What `generate` reports of a blueprint with its answers file, in a temporary folder; places are paths in it. */
export async function tryGenerate(files: FileTree, signal: AbortSignal): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  await withTemporaryFolder(files, async (temporary) => {
    const folder = realpathSync(temporary);
    const { diagnostics } = await generateEntries({
      answers: [join(folder, 'answers.yml')],
      out: join(folder, 'build'),
      catalog: undefined,
      force: false,
      dryRun: true,
      signal,
      onProgress: () => {},
    });
    found.push(...diagnostics.map((each) => shortened(each, `${folder}/`)));
  });
  return found;
}

/** A diagnostic with a path in a folder instead of that to its file. */
const shortened = (each: Diagnostic, folder: string): Diagnostic =>
  each.at ? { ...each, at: { ...each.at, file: each.at.file.replace(folder, '') } } : each;
