import { parseVersion } from './semver-range.ts';

/** How the catalog service classifies a file by its path (parse/path.go:44-71). */
export interface TemplatePath {
  /** `templates/redis`: the top folder and its subfolder. */
  readonly folder: string;
  /** The text before the first dash of the top folder; empty for `templates`. */
  readonly base: string;
  readonly name: string;
  /** Base and name without a separator. Two folders with the same key are one template. */
  readonly key: string;
  /** The third part of the path; undefined for files in the template's folder. */
  readonly versionFolder: string | undefined;
}

/** Undefined for files at the root of the catalog, which do not belong to a template. */
export function parseTemplatePath(path: string): TemplatePath | undefined {
  const [top = '', name, versionFolder] = path.split('/');
  if (name === undefined) return undefined;
  const dash = top.indexOf('-');
  const base = dash === -1 ? '' : top.slice(0, dash);
  return { folder: `${top}/${name}`, base, name, key: base + name, versionFolder };
}

/** `templates/redis` of a path below it. */
export const templateOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** Whether a directory of a catalog has a name that Rancher's own catalogs have: `templates`, `infra-templates`. */
export const isDirectory = (name: string): boolean => /^(?:[a-z0-9]+-)?templates$/.test(name);

/** The meaning of a version folder's name; undefined if the service ignores the folder. */
export type VersionName =
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'version'; readonly version: string };

/**
 * A number that Go's Atoi accepts (`0`, `007`, `-1`, `+2`) is a revision; a semantic version between
 * any number of `v` is a version (traverse.go:335-369).
 */
export function parseVersionFolder(name: string): VersionName | undefined {
  if (/^[+-]?\d+$/.test(name)) {
    const size = BigInt(name.replace(/^[+-]/, ''));
    if (size >= 2n ** 63n) return undefined;
    return { kind: 'revision', revision: Number(name) + 0 };
  }
  const trimmed = name.replace(/^v+/, '').replace(/v+$/, '');
  return parseVersion(trimmed) === undefined ? undefined : { kind: 'version', version: name };
}

/** `catalog:folder` or `catalog:base*folder` (service/utils.go:56-71). */
export function templateId(catalogId: string, base: string, folderName: string): string {
  return base === '' ? `${catalogId}:${folderName}` : `${catalogId}:${base}*${folderName}`;
}

/** What the API looks up for an ID (parse/path.go:7-42); undefined if it cannot split it. */
function lookup(id: string) {
  const [catalog, path = '', number = '', ...more] = id.split(':');
  const [first = '', second, ...others] = path.split('*');
  if (!id.includes(':') || more.length + others.length > 0) return undefined;
  return second === undefined
    ? { catalog, base: '', name: first, number }
    : { catalog, base: first, name: second, number };
}

/** The folders of a template, as its ID has them. */
export interface TemplateName {
  readonly catalogId: string;
  readonly base: string;
  readonly name: string;
}

/**
 * Whether the API finds a template, or the version `number`, by its ID. A `:` or `*` in a name is read
 * as a separator: the entry is listed, but opening it returns 404, or another entry.
 */
export function isReachable(id: string, { catalogId, base, name }: TemplateName, number = '') {
  const found = lookup(id);
  const isSame = found?.catalog === catalogId && found.base === base && found.name === name;
  return name !== '' && isSame && found.number === number;
}
