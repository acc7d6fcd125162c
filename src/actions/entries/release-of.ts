import { chartLimits, readArchive } from '../../archive/read-archive.ts';
import type { ChartRelease } from '../../chart/repository/chart-release.ts';
import { isMap, type JsonMap } from '../../model/json.ts';
import { textOf } from '../../model/file-tree.ts';
import { parseSource } from '../../source/parse-source.ts';

/** The release that an archive of this program is; undefined for any other file. */
export function releaseOf(archive: Uint8Array, created: string): ChartRelease | undefined {
  const read = readArchive(archive, chartLimits);
  const files = 'value' in read ? read.value : undefined;
  const [path, file] = [...(files ?? [])].find(([each]) => /^[^/]+\/Chart\.yaml$/.test(each)) ?? [];
  if (path === undefined || !file) return undefined;
  const metadata = parseSource(textOf(file), path).value?.value;
  if (!isMap(metadata)) return undefined;
  const { name, version } = metadata;
  if (typeof name !== 'string' || typeof version !== 'string') return undefined;
  return { name, version, archive, metadata: metadata as JsonMap, created };
}
