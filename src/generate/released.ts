import { compareRancherVersions } from '../rancher/versions.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { isMap } from '../model/json.ts';
import { parseSource } from '../source/parse-source.ts';
import { readProvenance, type Provenance } from './provenance.ts';

/** A version that a catalog holds already. */
export interface ReleasedVersion {
  readonly folder: string;
  /** The number of the folder; undefined where it is named by a version instead. */
  readonly revision: number | undefined;
  /** The version text; undefined where Rancher would find none, and so not list it. */
  readonly version: string | undefined;
  /** From what it was made; undefined when not by this program. */
  readonly provenance: Provenance | undefined;
}

function versionText(rancherCompose: string | undefined): string | undefined {
  if (rancherCompose === undefined) return undefined;
  const source = parseSource(rancherCompose, 'rancher-compose.yml').value;
  for (const block of ['catalog', '.catalog']) {
    const map = source && isMap(source.value) ? source.value[block] : undefined;
    if (isMap(map) && map.version !== undefined) return source?.scalarAt([block, 'version'])?.text;
  }
  return undefined;
}

/** The versions of a template in the order of Rancher, the newest last. */
export function releasedVersions(existing: ExistingTemplate | undefined): ReleasedVersion[] {
  const versions = (existing?.versions ?? []).flatMap(({ folder, rancherCompose }) => {
    const isNumber = /^[+-]?\d+$/.test(folder);
    // Rancher takes folders that are a number or a version (catalog-service manager/traverse.go:335).
    if (!isNumber && !/^v?\d+\.\d+\.\d+/.test(folder)) return [];
    return [
      {
        folder,
        revision: isNumber ? Number(folder) : undefined,
        version: versionText(rancherCompose) ?? (isNumber ? undefined : folder),
        provenance: rancherCompose === undefined ? undefined : readProvenance(rancherCompose),
      },
    ];
  });
  return versions.sort((a, b) => compareRancherVersions(a.version ?? '', b.version ?? ''));
}

/** The number of the next version folder. */
export function nextRevision(released: readonly ReleasedVersion[]): number {
  return Math.max(-1, ...released.map(({ revision }) => revision ?? -1)) + 1;
}
