import { hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { fileTree, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { compareRancherVersions } from '../rancher/versions.ts';
import { editedFiles, obstaclesOn } from './edited-files.ts';
import { foreignWarning, isForeign, takesOver } from './foreign-entry.ts';
import {
  defaultVersion,
  nextRevision,
  releasedVersions,
  type ReleasedVersion,
} from './released-versions.ts';
import type { RenderedEntry } from './render-entry.ts';
import { changedFiles, sameRelease, type LineEnds } from './same-release.ts';
import { excludedByRange, withCurrentRange } from './upgrade-range.ts';

/** What writing an entry would do to its template. */
export interface WritePlan {
  readonly name: string;
  readonly version: string;
  readonly action: 'create' | 'update' | 'unchanged' | 'refused';
  /** The version folder it has, or would get. */
  readonly revision: number;
  /** The files to be written, relative to the template's folder; empty unless create or update. */
  readonly writes: FileTree;
  /** Files to remove: icons of an earlier blueprint that Rancher would prefer. */
  readonly removes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a plan is made of. */
export interface PlanInput {
  readonly name: string;
  readonly version: string;
  readonly rendered: RenderedEntry;
  /** The template as it is; undefined when the catalog has none of this name. */
  readonly existing: ExistingTemplate | undefined;
  /** Reads the files of a version folder that has the version asked for. */
  readonly readVersion: (folder: string) => FileTree;
  /** The place of the version in the answers file. */
  readonly at: Place;
  /**
   * `any` where the files come from a checkout, in which git may have turned LF into CRLF
   * (core.autocrlf); what Rancher reads has the ones of the repository.
   */
  readonly lineEnds: LineEnds;
  /** A file of the template, as in messages: `catalog/templates/redis/config.yml`. */
  readonly shown: (path: string) => string;
  /** Whether a config.yml and icons that this program did not write, or that were edited, are replaced. */
  readonly force: boolean;
}

function staleIcons(existing: ExistingTemplate | undefined, fresh: FileTree): string[] {
  return [...(existing?.files.keys() ?? [])].filter(
    (path) => path.startsWith('catalogIcon') && !fresh.has(path),
  );
}

interface TemplateChanges {
  readonly writes: [string, TreeFile][];
  readonly removes: string[];
  /** What is in their way. */
  readonly faults: Diagnostic[];
}

/** The template-level files that differ from what they should be. */
function templateChanges(input: PlanInput, released: readonly ReleasedVersion[]): TemplateChanges {
  const { existing, rendered, lineEnds } = input;
  const config = rendered.configFile(defaultVersion(released, input.version));
  const fresh = new Map(rendered.template).set('config.yml', config);
  const writes = [...fresh].filter(
    ([path, file]) => !sameRelease(existing?.files.get(path), file, lineEnds),
  );
  const removes = staleIcons(existing, fresh);
  const isOwn = !isForeign(existing, released);
  const paths = [...writes.map(([path]) => path), ...removes];
  const edited = isOwn ? editedFiles(input, paths) : [];
  return { writes, removes, faults: [...obstaclesOn(input, paths), ...edited] };
}

function refused(
  input: PlanInput,
  revision: number,
  diagnostic: Omit<Diagnostic, 'severity' | 'at'>,
): WritePlan {
  return refusedWith(input, revision, [{ ...diagnostic, severity: 'error', at: input.at }]);
}

function refusedWith(
  { name, version }: PlanInput,
  revision: number,
  diagnostics: readonly Diagnostic[],
): WritePlan {
  return {
    name,
    version,
    action: 'refused',
    revision,
    writes: new Map(),
    removes: [],
    diagnostics,
  };
}

const blockFile = 'rancher-compose.yml';

/** A version as if its range of upgrades were the one that is written now. */
function withRange(files: FileTree): FileTree {
  const file = files.get(blockFile);
  if (!file) return files;
  return new Map(files).set(blockFile, { ...file, content: withCurrentRange(textOf(file)) });
}

/** A warning if a version was released with a range that excludes the first version of its major. */
function rangeWarning(input: PlanInput, files: FileTree): Diagnostic[] {
  const { name, version, at, existing } = input;
  const file = files.get(blockFile);
  const excluded = file && excludedByRange(textOf(file));
  const isReleased = releasedVersions(existing).some((each) => each.version === excluded);
  if (excluded === undefined || excluded === version || !isReleased) return [];
  return [
    {
      code: 'upgrade-hidden',
      severity: 'warning',
      message: `Rancher does not offer stacks of ${name} ${excluded} the upgrade to ${version}: its upgrade_from excludes ${excluded}`,
      at,
      hint: 'release a higher version with release patch and publish; its upgrade_from includes it',
    },
  ];
}

function planReleased(
  input: PlanInput,
  same: ReleasedVersion,
  released: readonly ReleasedVersion[],
): WritePlan {
  const { name, version, rendered, lineEnds } = input;
  const files = input.readVersion(same.folder);
  const changed = changedFiles(withRange(files), withRange(rendered.version), lineEnds);
  const revision = same.revision ?? -1;
  if (changed.length > 0) {
    return refused(input, revision, {
      code: 'version-released',
      message: `version ${version} of ${name} is released in folder ${same.folder} and immutable, but ${changed.join(', ')} would change`,
      hint: 'release the change as a higher version',
    });
  }
  const { writes, removes, faults } = templateChanges(input, released);
  if (hasErrors(faults)) return refusedWith(input, revision, faults);
  const action = writes.length + removes.length > 0 ? 'update' : 'unchanged';
  const diagnostics = [...faults, ...rangeWarning(input, files)];
  return { name, version, action, revision, writes: fileTree(writes), removes, diagnostics };
}

/**
 * What writing a rendered entry into a catalog would do: a new template, a new version of it,
 * nothing, or a refusal, since a released version never changes and versions only rise.
 */
export function planWrite(input: PlanInput): WritePlan {
  const { name, version, rendered, existing } = input;
  const released = releasedVersions(existing);
  const revision = nextRevision(existing);
  const newest = released.findLast((candidate) => candidate.version !== undefined);
  const order = newest?.version === undefined ? 1 : compareRancherVersions(version, newest.version);
  if (newest?.version !== undefined && order < 0) {
    return refused(input, revision, {
      code: 'version-lower',
      message: `version ${version} of ${name} is lower than ${newest.version}, which is released`,
      hint: `use a version above ${newest.version}`,
    });
  }
  const same = released.find((candidate) => candidate.version === version);
  if (same) return planReleased(input, same, released);
  if (order === 0) {
    return refused(input, revision, {
      code: 'version-unordered',
      message: `Rancher orders version ${version} of ${name} the same as ${newest?.version ?? ''}, which is released`,
      hint: 'increment one of the three numbers',
    });
  }
  if (!Number.isSafeInteger(revision)) {
    return refused(input, revision, {
      code: 'target-foreign',
      message: `the entry ${name} has a version folder whose number is too large for a next one`,
      hint: 'rename that folder to a small number',
    });
  }
  const { writes, removes, faults } = templateChanges(input, released);
  if (hasErrors(faults)) return refusedWith(input, revision, faults);
  const isReplacing =
    removes.length > 0 || writes.some(([path]) => existing?.files.has(path) === true);
  const isForced = input.force || takesOver(existing, rendered);
  if (isReplacing && isForeign(existing, released) && !isForced) {
    return refused(input, revision, {
      code: 'target-foreign',
      message: `the catalog has an entry ${name} that this program did not create, and its config.yml and icon would be replaced`,
      hint: 'choose another name, or take the entry over with --force',
    });
  }
  const files = [...rendered.version].map(([path, file]): [string, TreeFile] => [
    `${revision}/${path}`,
    file,
  ]);
  return {
    name,
    version,
    action: existing ? 'update' : 'create',
    revision,
    writes: fileTree([...writes, ...files]),
    removes,
    diagnostics: [...faults, ...foreignWarning(input, released)],
  };
}
