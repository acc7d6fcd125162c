import { compareRancherVersions, isPreRelease } from '../rancher/versions.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { readCatalogBlock } from '../rancher/read-catalog-block.ts';
import { readYaml } from '../source/read-yaml.ts';
import { readProvenance, type Provenance } from './provenance.ts';

/** A version that a catalog holds already. */
export interface ReleasedVersion {
  readonly folder: string;
  /** The number of the folder; undefined if it is named after a version. */
  readonly revision: number | undefined;
  /** The version text; undefined if Rancher would find none and not list it. */
  readonly version: string | undefined;
  /** What it was generated from; undefined if this program did not create it. */
  readonly provenance: Provenance | undefined;
}

// What this program writes, read without parsing all of the file: a key at column 1 is a key of the
// map on top wherever it is.
const ownVersion = /^catalog:\r?\n {2}version: "([0-9A-Za-z.+-]+)"\r?$/m;

function versionText(
  rancherCompose: string | undefined,
  provenance: Provenance | undefined,
): string | undefined {
  if (rancherCompose === undefined) return undefined;
  const own = provenance && ownVersion.exec(rancherCompose)?.[1];
  if (own !== undefined) return own;
  const { block } = readCatalogBlock(readYaml(rancherCompose), rancherCompose);
  return block === undefined || block.version === '' ? undefined : block.version;
}

/** The versions of a template in the order of Rancher, the newest last. */
export function releasedVersions(existing: ExistingTemplate | undefined): ReleasedVersion[] {
  const versions = (existing?.versions ?? []).flatMap(({ folder, rancherCompose }) => {
    const isNumber = /^[+-]?\d+$/.test(folder);
    // Rancher takes folders that are a number or a version (catalog-service manager/traverse.go:335).
    if (!isNumber && !/^v?\d+\.\d+\.\d+/.test(folder)) return [];
    const provenance = rancherCompose === undefined ? undefined : readProvenance(rancherCompose);
    return [
      {
        folder,
        revision: isNumber ? Number(folder) : undefined,
        version: versionText(rancherCompose, provenance) ?? (isNumber ? undefined : folder),
        provenance,
      },
    ];
  });
  return versions.sort((a, b) => compareRancherVersions(a.version ?? '', b.version ?? ''));
}

/** The number of the next version folder: above all existing ones, whatever they contain. */
export function nextRevision(existing: ExistingTemplate | undefined): number {
  const names = [
    ...(existing?.versions.map(({ folder }) => folder) ?? []),
    ...(existing?.files.keys() ?? []),
    ...(existing?.others ?? []),
  ];
  const numbers = names.filter((name) => /^[+-]?\d+$/.test(name)).map(Number);
  // Rancher does not read a number beyond Go's integers; folders of this program are far below.
  return Math.max(-1, ...numbers.filter((number) => number < 1e18)) + 1;
}

/** The latest stable version; undefined if there is none. */
export function newestStable(released: readonly ReleasedVersion[]): ReleasedVersion | undefined {
  return released.findLast(({ version }) => version !== undefined && !isPreRelease(version));
}

/** The version that Rancher preselects: the newest, but a pre-release only if there is no other. */
export function defaultVersion(released: readonly ReleasedVersion[], version: string): string {
  return (isPreRelease(version) ? newestStable(released)?.version : undefined) ?? version;
}
