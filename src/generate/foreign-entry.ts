import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import type { ReleasedVersion } from './released-versions.ts';

/** Whether a catalog has something of an entry, and this program created none of its versions. */
export function isForeign(
  existing: ExistingTemplate | undefined,
  released: readonly ReleasedVersion[],
): boolean {
  const hasFiles = (existing?.files.size ?? 0) > 0 || released.length > 0;
  return hasFiles && !released.some(({ provenance }) => provenance);
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
