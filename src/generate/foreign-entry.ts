import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { textOf, type TreeFile } from '../model/file-tree.ts';
import { readTemplateConfig } from '../rancher/template-config.ts';
import { readYaml } from '../source/read-yaml.ts';
import { fileDigest } from './provenance.ts';
import type { ReleasedVersion } from './released-versions.ts';
import type { RenderedEntry } from './render-entry.ts';

/** Whether a catalog has something of an entry, and this program created none of its versions. */
export function isForeign(
  existing: ExistingTemplate | undefined,
  released: readonly ReleasedVersion[],
): boolean {
  const hasFiles = (existing?.files.size ?? 0) > 0 || released.length > 0;
  return hasFiles && !released.some(({ provenance }) => provenance);
}

const isIcon = (path: string) => path.startsWith('catalogIcon');

/** What Rancher reads of a config.yml, but its version; undefined if it cannot. */
function settingsIn(file: TreeFile | undefined): string | undefined {
  const text = file && textOf(file);
  const read = text === undefined ? undefined : readTemplateConfig(readYaml(text), text);
  return read?.config && JSON.stringify({ ...read.config, version: '' });
}

/**
 * Whether a blueprint that was imported takes over the entry that it came from, and nothing that Rancher shows is lost:
 * config.yml has the same settings but the version, and each icon is the same.
 */
export function takesOver(
  existing: ExistingTemplate | undefined,
  { isImported, configFile, template }: RenderedEntry,
): boolean {
  if (!isImported || !existing) return false;
  const icon = [...template].find(([path]) => isIcon(path))?.[1];
  const settings = settingsIn(configFile(''));
  return (
    settings !== undefined &&
    settings === settingsIn(existing.files.get('config.yml')) &&
    [...existing.files].every(
      ([path, file]) =>
        !isIcon(path) || (icon !== undefined && fileDigest(file) === fileDigest(icon)),
    )
  );
}

/** A warning if the versions of an entry are of others. */
export function foreignWarning(
  { name, existing, at }: FoundEntry,
  released: readonly ReleasedVersion[],
): Diagnostic[] {
  if (released.length === 0 || !isForeign(existing, released)) return [];
  return [
    {
      code: 'target-foreign',
      severity: 'warning',
      message: `the catalog has an entry ${name} that this program did not create: its versions are kept, its config.yml and icon are replaced`,
      at,
      hint: 'choose another name to keep it unchanged',
    },
  ];
}

interface FoundEntry {
  readonly name: string;
  readonly existing: ExistingTemplate | undefined;
  readonly at: Place;
}
