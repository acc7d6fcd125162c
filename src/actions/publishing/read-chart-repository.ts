import { wantedPaths, type ChartRepository } from '../../chart/repository/chart-repository.ts';
import type { Git } from '../../git/git.ts';
import { readBlobs } from '../../git/objects.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';

/** What the plan of charts with these names depends on, in one commit. */
export async function readChartRepository(
  git: Git,
  { entries }: Pick<CatalogSnapshot, 'entries'>,
  names: readonly string[],
): Promise<ChartRepository> {
  const wanted = wantedPaths(entries.keys(), names);
  const oids = wanted.map((path) => entries.get(path)?.oid ?? '');
  const blobs = await readBlobs(git, oids);
  const contents = wanted.flatMap((path, index): [string, Uint8Array][] => {
    const content = blobs.get(oids[index] ?? '');
    return content ? [[path, content]] : [];
  });
  const modes = new Map([...entries].map(([path, { mode }]) => [path, mode]));
  return { modes, contents: new Map(contents) };
}
