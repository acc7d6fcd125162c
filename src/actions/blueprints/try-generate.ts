import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { writeNewFolder } from '../../files/write-new-folder.ts';
import type { FileTree } from '../../model/file-tree.ts';
import { generateEntries } from '../entries/generate-entries.ts';

/** What `generate` reports of a blueprint with its answers file, in a temporary folder; places are paths in it. */
export async function tryGenerate(files: FileTree, signal: AbortSignal): Promise<Diagnostic[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rancher-catalog-import-')));
  try {
    writeNewFolder(folder, files);
    const { diagnostics } = await generateEntries({
      answers: [join(folder, 'answers.yml')],
      out: join(folder, 'build'),
      catalog: undefined,
      force: false,
      dryRun: true,
      signal,
      onProgress: () => {},
    });
    return diagnostics.map((each) =>
      each.at
        ? { ...each, at: { ...each.at, file: each.at.file.replace(`${folder}/`, '') } }
        : each,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
