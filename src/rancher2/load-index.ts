import { readHelmYaml } from '../source/read-yaml.ts';
import { metadataFault, metadataFields, metadataOf, type ChartMetadata } from './chart-metadata.ts';
import { compareChartVersions, parseChartVersion } from './chart-version.ts';
import {
  anything,
  bool,
  decodeJson,
  decodeYaml,
  exact,
  list,
  map,
  struct,
  text,
  time,
  type DecodeFault,
} from './decode-yaml.ts';

/** A version of a chart in an index. */
export interface IndexEntry extends ChartMetadata {
  /** Where the archive or folder is; only the first one is used. */
  readonly urls: readonly string[];
}

/** An entry that Helm leaves out. */
export interface DroppedEntry {
  readonly chart: string;
  readonly version: string;
  readonly message: string;
}

export interface ChartIndex {
  /** By the key in `entries`; the newest version first. */
  readonly charts: ReadonlyMap<string, readonly IndexEntry[]>;
  readonly dropped: readonly DroppedEntry[];
}

export type LoadedIndex =
  | { readonly index: ChartIndex; readonly fault?: undefined }
  | { readonly index?: undefined; readonly fault: DecodeFault };

/** The last keys are of Helm 2 (helm pkg/repo/v1/index.go). */
const entry = struct({
  // The metadata is an embedded struct: a number does not become text there.
  ...metadataFields(exact),
  urls: list(text),
  created: time,
  removed: bool,
  digest: text,
  checksum: text,
  engine: text,
  tillerVersion: text,
  url: text,
});

const indexTarget = struct({
  serverInfo: map(anything),
  apiVersion: text,
  generated: time,
  entries: map(list(entry)),
  publicKeys: list(text),
  annotations: map(text),
});

type Fields = Readonly<Record<string, unknown>>;

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => (typeof each === 'string' ? each : '')) : [];

/** Newest first; equal ones stay in their order, those that are not versions come last. */
export function sortNewestFirst<T extends { readonly version: string }>(
  entries: readonly T[],
): T[] {
  const parsed = entries.map((each) => ({ each, version: parseChartVersion(each.version) }));
  parsed.sort((a, b) => {
    if (!a.version || !b.version)
      return Number(a.version === undefined) - Number(b.version === undefined);
    return compareChartVersions(b.version, a.version);
  });
  return parsed.map(({ each }) => each);
}

/** The decoded entries of an index; those that are invalid are left out when Helm checks them. */
function chartsOf(decoded: Fields, isChecked: boolean): ChartIndex {
  const dropped: DroppedEntry[] = [];
  const entries = decoded.entries instanceof Map ? [...decoded.entries] : [];
  const charts = entries.map(([key, versions]): [string, IndexEntry[]] => {
    const chart = String(key);
    const kept: IndexEntry[] = [];
    for (const fields of (versions ?? []) as readonly (Fields | null)[]) {
      const metadata = metadataOf(fields ?? {});
      const message = fields === null ? 'the entry is empty' : metadataFault(fields);
      if (message && (isChecked || fields === null)) {
        dropped.push({ chart, version: metadata.version, message });
      } else kept.push({ ...metadata, urls: textsIn(fields?.urls) });
    }
    return [chart, sortNewestFirst(kept)];
  });
  return { charts: new Map(charts), dropped };
}

const noVersion: DecodeFault = { message: 'apiVersion is missing', offset: 0 };

/**
 * Reads an index.yaml from a git repository: as LoadIndexFile of Helm does. Unknown and duplicate keys are
 * faults, unless the text is JSON; invalid entries are dropped.
 */
export function loadIndex(source: string, read = readHelmYaml): LoadedIndex {
  if (source === '') return { fault: { message: 'the file is empty', offset: 0 } };
  const { value, fault } =
    decodeJson(source, indexTarget) ?? decodeYaml(source, indexTarget, true, read);
  if (fault) return { fault };
  const decoded = (value ?? {}) as Fields;
  return decoded.apiVersion ? { index: chartsOf(decoded, true) } : { fault: noVersion };
}

/**
 * Reads an index.yaml that is downloaded: Rancher decodes it itself, ignores unknown keys and checks no
 * entries (rancher pkg/catalogv2/http/download.go, DownloadIndex).
 */
export function loadDownloadedIndex(source: string): LoadedIndex {
  const { value, fault } = decodeYaml(source, indexTarget);
  if (fault) return { fault };
  const decoded = (value ?? {}) as Fields;
  return decoded.apiVersion ? { index: chartsOf(decoded, false) } : { fault: noVersion };
}
