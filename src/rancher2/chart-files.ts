import { chartLimits, readArchive } from '../archive/read-archive.ts';
import { bytesOf } from '../model/file-tree.ts';
import { textOfBytes } from './file-text.ts';

/** The files of a chart by their path in it. */
export type ChartContents = ReadonlyMap<string, Uint8Array>;

/** The files of an archive that `loadArchive` accepts, without the folder that all are in. */
export function archiveContents(bytes: Uint8Array): ChartContents {
  const { value = new Map() } = readArchive(bytes, chartLimits);
  return new Map(
    [...value].map(([path, file]) => [path.slice(path.indexOf('/') + 1), bytesOf(file)]),
  );
}

/** A file that Rancher reads for its form. */
export interface FormFile {
  readonly path: string;
  readonly text: string;
}

/**
 * `values` or `questions`: Rancher takes both extensions in any case (rancher pkg/catalogv2/helm/info.go:25), the
 * last of several.
 */
export function formFile(contents: ChartContents, name: 'values' | 'questions'): FormFile {
  const found = [...contents].findLast(([path]) =>
    [`${name}.yaml`, `${name}.yml`].includes(path.toLowerCase()),
  );
  const [path, bytes] = found ?? [`${name}.yaml`, new Uint8Array()];
  return { path, text: textOfBytes(bytes) };
}
