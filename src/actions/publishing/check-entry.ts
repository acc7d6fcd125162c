import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readTemplate, readVersionFolder } from '../../files/read-template.ts';
import { recordedFiles } from '../../generate/edited-files.ts';
import { planWrite } from '../../generate/plan-write.ts';
import { changedFiles } from '../../generate/same-release.ts';
import {
  fileDigest,
  provenanceOf,
  withoutProvenance,
  type Provenance,
} from '../../generate/provenance.ts';
import { releasedVersions, type ReleasedVersion } from '../../generate/released-versions.ts';
import { renderEntry, type RenderedEntry } from '../../generate/render-entry.ts';
import type { ExistingTemplate } from '../../model/existing-template.ts';
import { textOf, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import {
  causeText,
  changedInputs,
  describeDifference,
  driftCauses,
  type DriftCause,
} from '../../publish/drift.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import { programVersion } from '../../model/program-version.ts';

/** A file of the catalog that `generate` would change. */
export interface FileDrift {
  /** From the root of the catalog. */
  readonly path: string;
  readonly what: string;
  readonly causes: readonly DriftCause[];
}

/** How an entry compares with the catalog. */
export interface EntryCheck {
  readonly name: string;
  readonly version: string;
  readonly state: 'up to date' | 'differs' | 'not released' | 'refused';
  readonly files: readonly FileDrift[];
  readonly diagnostics: readonly Diagnostic[];
}

class EntryChecker {
  readonly #loaded: LoadedEntry;
  readonly #catalog: string;
  readonly #rendered: RenderedEntry;
  readonly #existing: ExistingTemplate | undefined;
  readonly #released: readonly ReleasedVersion[];

  constructor(loaded: LoadedEntry, catalog: string) {
    this.#loaded = loaded;
    this.#catalog = catalog;
    this.#rendered = renderEntry(loaded.blueprint, loaded.entry, programVersion);
    this.#existing = readTemplate(catalog, loaded.entry.folder);
    this.#released = releasedVersions(this.#existing);
  }

  check(): EntryCheck {
    const { name, folder: place, version } = this.#loaded.entry;
    const same = this.#released.find((each) => each.version === version);
    const plan = planWrite({
      name,
      version,
      rendered: this.#rendered,
      existing: this.#existing,
      readVersion: (folder) => readVersionFolder(this.#catalog, place, folder),
      at: this.#loaded.at,
      lineEnds: 'any',
      shown: (path) => this.#shown(path),
      // The edits of a released entry are reported as drift.
      force: same !== undefined,
    });
    if (plan.action === 'unchanged') return this.#result('up to date', [], plan.diagnostics);
    if (!same) {
      if (plan.action === 'refused') return this.#result('refused', [], plan.diagnostics);
      return this.#result('not released', [], [this.#notReleased()]);
    }
    if (
      plan.action === 'refused' &&
      plan.diagnostics.some(({ code }) => code !== 'version-released')
    ) {
      return this.#result('refused', [], plan.diagnostics);
    }
    const files = [...this.#versionDrift(same), ...this.#templateDrift(same)];
    return this.#result(
      'differs',
      files,
      files.map((file) => this.#driftDiagnostic(file)),
    );
  }

  #result(
    state: EntryCheck['state'],
    files: readonly FileDrift[],
    diagnostics: readonly Diagnostic[],
  ): EntryCheck {
    const { name, version } = this.#loaded.entry;
    return { name, version, state, files, diagnostics };
  }

  /** The inputs that the entry would be generated from now. */
  #inputs(): Provenance {
    const { blueprint, entry } = this.#loaded;
    return provenanceOf(blueprint, entry, programVersion, this.#rendered.version);
  }

  #notReleased(): Diagnostic {
    const { name, version } = this.#loaded.entry;
    const newest = this.#released.findLast((each) => each.version !== undefined);
    const causes = newest?.provenance ? changedInputs(newest.provenance, this.#inputs()) : [];
    const why =
      causes.length > 0 ? `; ${causes.map((cause) => causeText[cause]).join(', ')} since then` : '';
    const last =
      newest?.version === undefined ? '' : `, whose newest version is ${newest.version}${why}`;
    return {
      code: 'version-missing',
      severity: 'error',
      message: `version ${version} of ${name} is not in the catalog${last}`,
      at: this.#loaded.at,
      hint: 'run publish, or generate --catalog',
    };
  }

  #versionDrift(same: ReleasedVersion): FileDrift[] {
    const { folder: place } = this.#loaded.entry;
    const before = readVersionFolder(this.#catalog, place, same.folder);
    const after = this.#rendered.version;
    const inputs = this.#inputs();
    const [old, fresh] = [bare(before), bare(after)];
    return changedFiles(before, after, 'any').map((path) => {
      const file = before.get(path);
      const digest = file && fileDigest(file);
      return {
        path: `${place}/${same.folder}/${path}`,
        what: describeDifference(path, old, fresh),
        causes: driftCauses(path, digest, same.provenance, inputs),
      };
    });
  }

  #templateDrift(same: ReleasedVersion): FileDrift[] {
    const { name, folder: place, version } = this.#loaded.entry;
    const plan = planWrite({
      name,
      version,
      // Without the version's files, so that only those beside it are compared.
      rendered: { ...this.#rendered, version: new Map() },
      existing: this.#existing,
      readVersion: () => new Map(),
      at: this.#loaded.at,
      lineEnds: 'any',
      shown: (path) => this.#shown(path),
      force: true,
    });
    const before = this.#existing?.files ?? new Map<string, TreeFile>();
    const released = same.provenance && {
      ...same.provenance,
      files: recordedFiles(this.#existing),
    };
    return [...plan.writes.keys(), ...plan.removes].map((path) => ({
      path: `${place}/${path}`,
      what: describeDifference(path, bare(before), bare(plan.writes)),
      causes: driftCauses(path, digestOf(before.get(path)), released, {
        ...this.#inputs(),
        files: new Map([...plan.writes].map(([each, file]) => [each, fileDigest(file)])),
      }),
    }));
  }

  #shown(path: string): string {
    return join(this.#catalog, this.#loaded.entry.folder, path);
  }

  #driftDiagnostic({ path, what, causes }: FileDrift): Diagnostic {
    const { name, version } = this.#loaded.entry;
    const isHand = causes.some((each) => each.startsWith('manual edit'));
    return {
      code: 'drift',
      severity: 'error',
      message: `${what}; cause: ${causes.map((cause) => causeText[cause]).join(', ')}`,
      at: { file: join(this.#catalog, path) },
      hint: isShared(path)
        ? sharedHint(isHand)
        : isHand
          ? 'restore the file as released; to change it, release a new version'
          : `release the change: give ${name} a version above ${version}`,
    };
  }
}

const digestOf = (file: TreeFile | undefined) => file && fileDigest(file);

/** Whether a path is that of a config.yml or an icon, which belong to no version. */
const isShared = (path: string) => path.split('/').length === 3;

const sharedHint = (isHand: boolean) =>
  isHand
    ? 'make the change in the answers file or the blueprint, or replace the file with publish --force'
    : 'publish it; a new version is not needed';

/** Files without their provenance lines. */
function bare(files: FileTree): FileTree {
  return new Map(
    [...files].map(([path, file]) => {
      const isYaml = path.endsWith('.yml');
      return [path, isYaml ? { ...file, content: withoutProvenance(textOf(file)) } : file];
    }),
  );
}

/** Checks whether `generate --catalog` would change an entry, and why. */
export function checkEntry(loaded: LoadedEntry, catalog: string): EntryCheck {
  return new EntryChecker(loaded, catalog).check();
}
