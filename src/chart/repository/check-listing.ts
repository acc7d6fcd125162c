import { isDeepStrictEqual } from 'node:util';
import valid from 'semver/functions/valid.js';
import { chartLimits, readArchive } from '../../archive/read-archive.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { textOf } from '../../model/file-tree.ts';
import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import type { OpenIndex } from './add-to-index.ts';
import type { ChartRepository } from './chart-repository.ts';
import { archivePath, type ChartRelease } from './chart-release.ts';
import { archiveDigest, metadataKeys } from './index-entry.ts';
import { indexFile, placeIn } from './index-faults.ts';
import { meaning } from './is-added-to.ts';
import { parseIndex } from './parse-index.ts';
import { writtenEntries, type WrittenEntry } from './written-entries.ts';

/** Where an index and the archives of a chart do not agree. */
export interface ListingFault {
  readonly version: string;
  readonly diagnostic: Diagnostic;
}

/** The chart that a version would be, made now; other versions cannot be made again. */
type CurrentRelease = Pick<ChartRelease, 'name' | 'version' | 'archive'>;

const write = 'run publish, or generate --catalog, which writes it again';
const restore = 'restore it as it was released';
const short = (digest: string | undefined) => (digest ?? '').slice(0, 12);

/** The Chart.yaml of an archive; undefined if it cannot be read. */
function metadataOf(archive: Uint8Array, name: string): MapNode | undefined {
  const file = readArchive(archive, chartLimits).value?.get(`${name}/Chart.yaml`);
  return file && parseIndex(textOf(file)).root;
}

const textIn = (node: YamlNode | undefined) => (node?.kind === 'scalar' ? node.text : undefined);

function urlsOf(entry: WrittenEntry): string[] {
  const urls = child(entry.node, 'urls');
  return urls?.kind === 'list' ? urls.items.flatMap((item) => textIn(item) ?? []) : [];
}

class ListingCheck {
  readonly #repository: ChartRepository;
  readonly #index: OpenIndex;
  readonly #current: CurrentRelease;
  readonly #currentDigest: string;
  readonly faults: ListingFault[] = [];

  constructor(repository: ChartRepository, index: OpenIndex, current: CurrentRelease) {
    this.#repository = repository;
    this.#index = index;
    this.#current = current;
    this.#currentDigest = archiveDigest(current.archive);
  }

  check(): void {
    const { name, version: current } = this.#current;
    const listed = new Set<string>();
    for (const entry of writtenEntries(this.#index, name)) {
      const { version } = entry;
      if (version === undefined) continue;
      const path = archivePath(name, version);
      const isOurs = urlsOf(entry).some((url) => url === path || url.endsWith(`/${path}`));
      if (isOurs || version === current) listed.add(path);
      if (isOurs) this.#checkVersion(entry, version);
      else if (version === current) {
        this.#add(version, entry, 'urls', `the URLs of ${name} ${version} do not name ${path}`, {
          hint: `write urls: [${path}]`,
        });
      }
    }
    this.#unlisted(listed);
  }

  /** Adds a fault at a key of an entry, or at its archive. */
  #add(
    version: string,
    entry: WrittenEntry,
    key: string | undefined,
    message: string,
    { hint, file }: { readonly hint: string; readonly file?: string },
  ): void {
    const { node, start, offset } = entry;
    const written =
      node.kind === 'map' && key !== undefined ? node.entries.get(key)?.key : undefined;
    const at =
      file === undefined
        ? placeIn(this.#index.text, written ? start + written.offset : offset)
        : { file };
    this.faults.push({
      version,
      diagnostic: { code: 'chart-mismatch', severity: 'error', message, at, hint },
    });
  }

  #checkVersion(entry: WrittenEntry, version: string): void {
    const { name } = this.#current;
    const path = archivePath(name, version);
    const archive = this.#repository.contents.get(path);
    const made = version === this.#current.version ? this.#currentDigest : undefined;
    if (!archive) {
      this.#add(version, entry, undefined, `${name} ${version} is listed, but ${path} is missing`, {
        hint: made !== undefined && made === entry.digest ? write : restore,
      });
      return;
    }
    const digest = archiveDigest(archive);
    if (digest === entry.digest) {
      const metadata = metadataOf(archive, name);
      if (metadata) this.#checkMetadata(entry, version, metadata);
      return;
    }
    const isIndexWrong = digest === made;
    const listed =
      entry.digest === undefined ? 'has no digest of it' : `has ${short(entry.digest)}…`;
    const message = `${path} is not the archive of ${name} ${version} in ${indexFile}: its SHA-256 is ${short(digest)}…, and ${indexFile} ${listed}`;
    if (isIndexWrong) {
      this.#add(version, entry, 'digest', message, {
        hint: `the archive is what the answers give: write digest: ${digest}`,
      });
      return;
    }
    const isArchiveWrong = made !== undefined && made === entry.digest;
    this.#add(version, entry, undefined, message, {
      hint: isArchiveWrong ? write : 'restore both as they were released',
      file: path,
    });
  }

  /** The keys of Chart.yaml that an index has, too. */
  #checkMetadata(entry: WrittenEntry, version: string, metadata: MapNode): void {
    if (entry.node.kind !== 'map') return;
    const { name } = this.#current;
    for (const key of metadataKeys) {
      const [written, own] = [child(entry.node, key), child(metadata, key)];
      const [listed, expected] = [written && meaning(written), own && meaning(own)];
      if (isDeepStrictEqual(listed, expected)) continue;
      const what =
        own === undefined
          ? `${key} is not in the archive`
          : written === undefined
            ? `${key} is missing`
            : `${key} is not that of the archive`;
      const text = textIn(own);
      const value =
        text === undefined ? `what ${archivePath(name, version)} has` : JSON.stringify(text);
      this.#add(version, entry, key, `the entry of ${name} ${version} was changed: ${what}`, {
        hint: own === undefined ? `remove ${key}` : `write ${key}: ${value}`,
      });
    }
  }

  /** Archives of this chart that no entry has. */
  #unlisted(listed: ReadonlySet<string>): void {
    const { name } = this.#current;
    const prefix = archivePath(name, '').replace(/\.tgz$/, '');
    for (const [path, archive] of this.#repository.contents) {
      if (!path.startsWith(prefix) || !path.endsWith('.tgz') || listed.has(path)) continue;
      const version = path.slice(prefix.length, -'.tgz'.length);
      // `redis-ha-1.0.0.tgz` can be of another chart than redis.
      if (valid(version) === null || textIn(child(metadataOf(archive, name), 'name')) !== name)
        continue;
      const isMade =
        version === this.#current.version && archiveDigest(archive) === this.#currentDigest;
      this.faults.push({
        version,
        diagnostic: {
          code: 'chart-mismatch',
          severity: 'error',
          message: `${path} is in no entry of ${indexFile}, so neither Rancher 2 nor Helm lists ${name} ${version}`,
          at: { file: path },
          hint: isMade
            ? 'run publish, or generate --catalog, which adds the entry'
            : 'restore its entry as it was released, or remove the file if it was never released',
        },
      });
    }
  }
}

/**
 * Whether the index and the archives of a chart agree, in all of its versions: each listed archive is there and has its
 * digest, each entry has the metadata of its archive, and each archive has an entry. Places are in the repository.
 */
export function checkListing(
  repository: ChartRepository,
  index: OpenIndex,
  current: CurrentRelease,
): ListingFault[] {
  const check = new ListingCheck(repository, index, current);
  check.check();
  return check.faults;
}
