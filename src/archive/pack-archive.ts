import { gzipSync } from 'fflate';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { bytesOf, type FileTree } from '../model/file-tree.ts';
import { pathFault } from './path-fault.ts';
import { blockSize, tarHeader } from './tar-header.ts';

/** The order of the files in a chart: programs that look for the metadata find it first. */
const first = 'Chart.yaml';

function compare(a: string, b: string): number {
  if ((a === first) !== (b === first)) return a === first ? -1 : 1;
  return a < b ? -1 : 1;
}

/**
 * The files of a chart as a `.tgz`, each below `folder`. The bytes depend on the files alone, not on the
 * version of Node or zlib: nothing is compressed (git does that), and times and owners are fixed. Throws
 * when a path does not fit into an archive.
 */
export function packArchive(files: FileTree, folder: string): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, file] of [...files].sort(([a], [b]) => compare(a, b))) {
    const content = bytesOf(file);
    const name = `${folder}/${path}`;
    const fault = pathFault(name);
    const header = fault ? undefined : tarHeader(name, content.length, file.mode);
    if (header === undefined) {
      throw catalogError(
        'blueprint-file',
        `the path ${name} ${fault ?? 'does not fit into a chart archive'}`,
        'use a path of up to 100 bytes',
        { file: path },
      );
    }
    blocks.push(header, content, new Uint8Array(-content.length & (blockSize - 1)));
  }
  // Two blocks of zeros end the archive.
  blocks.push(new Uint8Array(2 * blockSize));
  return gzipSync(joined(blocks), { level: 0, mtime: 0 });
}

/** All of these bytes in one array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
