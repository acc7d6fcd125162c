import { readTemplate } from '../../files/read-template.ts';
import { provenanceOf } from '../../generate/provenance.ts';
import { releasedVersions } from '../../generate/released-versions.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { programVersion } from '../../model/program-version.ts';
import { changedInputs, type DriftCause } from '../../publish/drift.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';

/** The inputs that changed since a version of an entry was released. A chart records none: those of the entry count. */
export function changedSince(
  { blueprint, entry }: LoadedEntry,
  catalog: string,
): readonly DriftCause[] {
  const released = releasedVersions(readTemplate(catalog, entry.folder));
  const before = released.find(({ version }) => version === entry.version)?.provenance;
  const { version } = renderEntry(blueprint, entry, programVersion);
  const causes = before
    ? changedInputs(before, provenanceOf(blueprint, entry, programVersion, version))
    : [];
  return causes.length > 0 ? causes : ['unknown: this version does not record its inputs'];
}
