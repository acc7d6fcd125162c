import { createHash } from 'node:crypto';
import type { Json, JsonMap } from '../../model/json.ts';
import { writeYaml } from '../../source/write-yaml.ts';
import { archivePath, type ChartRelease } from './chart-release.ts';

/** The keys of Chart.yaml that Helm knows (helm pkg/chart/metadata.go); others in an index make it refuse the file. */
export const metadataKeys: ReadonlySet<string> = new Set([
  'name',
  'home',
  'sources',
  'version',
  'description',
  'keywords',
  'maintainers',
  'icon',
  'apiVersion',
  'condition',
  'tags',
  'appVersion',
  'deprecated',
  'annotations',
  'kubeVersion',
  'dependencies',
  'type',
]);

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.entries(value as JsonMap)
    .flatMap(([key, part]): [string, Json][] => (part === undefined ? [] : [[key, sorted(part)]]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(keys);
}

/** The SHA-256 of an archive, as an index has it. */
export const archiveDigest = (archive: Uint8Array): string =>
  createHash('sha256').update(archive).digest('hex');

/** The entry of a release in an index.yaml: a list with one item, as YAML with line feeds, from the first column. */
export function indexEntry({ name, version, archive, metadata, created }: ChartRelease): string {
  const known = Object.entries(metadata).filter(([key]) => metadataKeys.has(key));
  const entry = {
    ...Object.fromEntries(known),
    created,
    digest: archiveDigest(archive),
    urls: [archivePath(name, version)],
  };
  return writeYaml([sorted(entry)]);
}
