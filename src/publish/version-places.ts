import valid from 'semver/functions/valid.js';
import { templateOf } from '../rancher/template-path.ts';
import { versionFolderOf } from './find-rewritten.ts';

/** Where the released versions of some entries or charts are in a repository. */
export interface VersionPlaces {
  readonly kind: 'template' | 'chart';
  /** Paths below which all of them are. */
  readonly paths: readonly string[];
  /** The directory or archive of the version that a path is a part of; undefined for other paths. */
  readonly versionOf: (path: string) => string | undefined;
}

// With more, git is faster with one path above them all.
const mostPaths = 50;

/** The versions of templates at places such as `templates/redis`. */
export function templateVersions(places: readonly string[]): VersionPlaces {
  const wanted = new Set(places);
  const directories = new Set(places.map((place) => place.slice(0, place.indexOf('/'))));
  return {
    kind: 'template',
    paths: places.length > mostPaths ? [...directories] : places,
    versionOf: (path) => (wanted.has(templateOf(path)) ? versionFolderOf(path) : undefined),
  };
}

/** `assets/redis-1.0.0.tgz` itself, if the chart is one of these. */
function archiveOf(path: string, names: ReadonlySet<string>): string | undefined {
  const stem = /^assets\/([^/]+)\.tgz$/.exec(path)?.[1] ?? '';
  for (let dash = stem.indexOf('-'); dash !== -1; dash = stem.indexOf('-', dash + 1)) {
    if (names.has(stem.slice(0, dash)) && valid(stem.slice(dash + 1)) !== null) return path;
  }
  return undefined;
}

/** `charts/redis/1.0.0` of a path below it, if the chart is one of these. */
function chartFolderOf(path: string, names: ReadonlySet<string>): string | undefined {
  const parts = path.split('/');
  const at = parts.findIndex((part, index) => {
    const isInside = index + 2 < parts.length;
    return isInside && names.has(part) && valid(parts[index + 1] ?? '') !== null;
  });
  return at === -1 ? undefined : parts.slice(0, at + 2).join('/');
}

/** The versions of charts with these names: archives, or folders below `directories`. */
export function chartVersions(
  charts: readonly string[],
  directories: readonly string[],
): VersionPlaces {
  const names = new Set(charts);
  const isBelow = (path: string) => directories.some((folder) => path.startsWith(`${folder}/`));
  return {
    kind: 'chart',
    paths: names.size === 0 ? [] : directories,
    versionOf: (path) =>
      isBelow(path) ? (archiveOf(path, names) ?? chartFolderOf(path, names)) : undefined,
  };
}
