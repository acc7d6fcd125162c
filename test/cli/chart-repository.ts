import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArchive } from '../../src/archive/pack-archive.ts';
import { fileTree } from '../../src/model/file-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

/** Files of a chart by their path in it. */
export const chartFiles = (
  name: string,
  version: string,
  more = '',
): Readonly<Record<string, string>> => ({
  'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`,
  'values.yaml': 'a: 1\n',
});

/** The same files below a folder. */
export const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/** A chart as an archive. */
export const packedChart = (name: string, version: string, more = ''): Uint8Array =>
  packArchive(
    fileTree(
      Object.entries(chartFiles(name, version, more)).map(([path, content]) => [
        path,
        { content, mode: 0o644 },
      ]),
    ),
    name,
  );

/** An entry of an index, in flow style. */
export const indexEntry = (name: string, version: string, more = '') =>
  `{apiVersion: v2, name: ${name}, version: ${version}, urls: [assets/${name}-${version}.tgz]${more}}`;

/** An index.yaml of entries by chart. */
export const indexOf = (charts: Readonly<Record<string, readonly string[]>>) =>
  `apiVersion: v1\nentries:\n${Object.entries(charts)
    .map(([name, entries]) => `  ${name}:\n${entries.map((each) => `  - ${each}\n`).join('')}`)
    .join('')}`;

/** A repository with an index and two versions of a chart in assets/, and other files. */
export function redisRepository(
  others: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  return temporaryFolder({
    'index.yaml': indexOf({
      redis: [
        indexEntry('redis', '1.0.0', ', icon: file://assets/redis.svg'),
        indexEntry('redis', '1.10.0', ', icon: file://assets/redis.svg'),
      ],
    }),
    'assets/redis-1.0.0.tgz': packedChart('redis', '1.0.0'),
    'assets/redis-1.10.0.tgz': packedChart('redis', '1.10.0'),
    'assets/redis.svg': '<svg/>',
    ...others,
  });
}

/** Writes a file into a repository. */
export function put(folder: string, path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** A pipe in a repository. */
export function putPipe(folder: string, path: string): void {
  execFileSync('mkfifo', [join(folder, path)]);
}

/** A chart in the JSON of `index`. */
export interface ChartJson {
  readonly latest: string | null;
  readonly icon: boolean;
  readonly hidden: boolean;
  readonly versions: readonly {
    readonly version: string;
    readonly shown: boolean;
    readonly filtered: string | null;
    readonly fault: string | null;
    readonly kind: string;
  }[];
}

/** The JSON of `index`. */
export interface IndexJson {
  readonly ok: boolean;
  readonly templates: Readonly<Record<string, unknown>>;
  readonly rancher2: {
    readonly fault: { readonly file: string; readonly message: string } | null;
    readonly index: string | null;
    readonly charts: Readonly<Record<string, ChartJson>>;
    readonly download: { readonly fault: string | null; readonly versions: number };
  };
}

/** What `index --json` prints about a folder. */
export const indexJson = async (folder: string, ...more: string[]) =>
  JSON.parse((await runCli(folder, ['index', '.', '--json', ...more])).stdout) as IndexJson;

/** The versions of a chart that are not filtered. */
export const shownVersions = (chart: ChartJson | undefined) =>
  chart?.versions.filter(({ shown }) => shown).map(({ version }) => version);
