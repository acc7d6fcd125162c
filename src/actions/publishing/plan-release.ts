import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { upgradeRange } from '../../generate/upgrade-range.ts';
import { planWrite, type WritePlan } from '../../generate/plan-write.ts';
import { changelogFile } from '../../generate/same-release.ts';
import {
  newestStable,
  releasedVersions,
  type ReleasedVersion,
} from '../../generate/released-versions.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import { filesIn, obstacleOn, type CommittedTemplate } from '../../git/committed-template.ts';
import { fileTree, type FileTree } from '../../model/file-tree.ts';
import { analyseChange } from '../../publish/analyse-change.ts';
import { bumpBetween, checkBump } from '../../publish/bump.ts';
import { complete, type Bump, type Cause } from '../../publish/cause.ts';
import { hasNote } from '../../publish/note.ts';
import { renderChangelog } from '../../publish/render-changelog.ts';
import { upgradeOffered } from '../../rancher/upgrades.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { editedReleases } from './edited-releases.ts';

/** What publishing one entry would do to a catalog. */
export interface Release {
  readonly name: string;
  /** In a catalog: `templates/redis`. */
  readonly folder: string;
  readonly version: string;
  readonly action: WritePlan['action'];
  readonly revision: number;
  /** Lint findings of an imported entry are warnings, which are at the places of its blueprint. */
  readonly isImported: boolean;
  /** Whether it adds a version, and not only changes texts or icon of the template. */
  readonly isRelease: boolean;
  /** The version it is compared with: the latest stable one. */
  readonly after: string | undefined;
  /** The bump from that version; undefined for the first release. */
  readonly size: Bump | undefined;
  readonly causes: readonly Cause[];
  /** The versions from which Rancher will offer the upgrade. */
  readonly offeredTo: readonly string[];
  /** Paths from the root of the catalog. */
  readonly writes: FileTree;
  readonly removes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: CommittedTemplate = {
  template: { files: new Map(), others: [], versions: [] },
  files: new Map(),
};

const withoutChangelog = (files: FileTree): FileTree =>
  new Map([...files].filter(([path]) => path !== changelogFile));

/** What changes from a released version to a rendered one. */
export function changesSince(
  committed: CommittedTemplate,
  released: ReleasedVersion | undefined,
  rendered: RenderedEntry,
): Cause[] {
  if (!released) return [];
  const before = withoutChangelog(filesIn(committed.files, released.folder));
  return analyseChange(before, withoutChangelog(rendered.version));
}

function obstacle(snapshot: CatalogSnapshot, loaded: LoadedEntry): Diagnostic[] {
  const entry = obstacleOn(snapshot.entries, loaded.entry.folder);
  if (!entry) return [];
  const kinds: Record<string, string> = { '120000': 'a symbolic link', '160000': 'a submodule' };
  return [
    {
      code: 'path-unsafe',
      severity: 'error',
      message: `${entry.path} of the catalog is ${kinds[entry.mode] ?? 'a file'}, not a directory`,
      at: loaded.at,
      hint: 'choose another name for the entry, or remove it from the catalog',
    },
  ];
}

function offers(loaded: LoadedEntry, released: readonly ReleasedVersion[]): string[] {
  const { metadata } = loaded.blueprint.files;
  const candidate = {
    version: loaded.entry.version,
    minimumRancherVersion: metadata.minimum_rancher_version,
    maximumRancherVersion: metadata.maximum_rancher_version,
    upgradeFrom: upgradeRange(metadata.upgrade_from, loaded.entry.version),
  };
  return released.flatMap(({ version }) =>
    version !== undefined && upgradeOffered({ version }, candidate) ? [version] : [],
  );
}

function hiddenWarning(loaded: LoadedEntry, release: Omit<Release, 'diagnostics'>): Diagnostic[] {
  const { after, offeredTo, name, version } = release;
  const isBreaking = release.causes.some(({ bump }) => bump === 'major');
  if (after === undefined || isBreaking || offeredTo.includes(after)) return [];
  if (after.split('.')[0] !== version.split('.')[0]) return [];
  return [
    {
      code: 'upgrade-hidden',
      severity: 'warning',
      message: `Rancher will not offer stacks of ${name} ${after} the upgrade to ${version}`,
      at: loaded.at,
      hint: 'check upgrade_from in blueprint.yml',
    },
  ];
}

/** Texts for the changelog: that of the command line, and that of the answers file. */
interface Notes {
  readonly given: string | undefined;
  readonly own: string | undefined;
}

/** A warning for a note that has no place. */
function unusedNote(loaded: LoadedEntry, rendered: RenderedEntry, notes: Notes): Diagnostic[] {
  if (!rendered.version.has(changelogFile)) return [];
  if (notes.given === undefined && notes.own === undefined) return [];
  const what = notes.given === undefined ? 'changelog:' : '--note';
  return [
    {
      code: 'note-unused',
      severity: 'warning',
      message: `the blueprint has a ${changelogFile} of its own, so the text of ${what} is not written`,
      at: { file: loaded.at.file },
      hint: `write the text into ${changelogFile}.hbs of the blueprint, or remove that file`,
    },
  ];
}

function newFiles(
  committed: CommittedTemplate,
  released: readonly ReleasedVersion[],
  rendered: RenderedEntry,
  { version, revision }: WritePlan,
  { given, own }: Notes,
): [string, { content: string; mode: 0o644 }][] {
  if (rendered.version.has(changelogFile)) return [];
  const newest = released.findLast((each) => each.version !== undefined);
  const bytes = newest && committed.files.get(`${newest.folder}/${changelogFile}`)?.content;
  const before = bytes === undefined ? undefined : Buffer.from(bytes).toString();
  // That of the answers file stays there after its release.
  const isOld = own !== undefined && before !== undefined && hasNote(before, own);
  const previous = newest && {
    changelog: before,
    causes: changesSince(committed, newest, rendered),
    isMajor: bumpBetween(newest.version ?? '', version) === 'major',
  };
  const content = renderChangelog(version, previous, given ?? (isOld ? undefined : own));
  return [[`${revision}/${changelogFile}`, { content, mode: 0o644 }]];
}

/** How a release is planned. */
export interface ReleaseOptions {
  /** Causes that are ignored. */
  readonly allowed: readonly string[];
  /** For the changelog of what is released. @default only its changes */
  readonly note: string | undefined;
  /** Replaces a config.yml and icons that were edited in the catalog, or that are of another program. */
  readonly force: boolean;
}

/** Plans the release of one entry on top of a snapshot. */
export function planRelease(
  loaded: LoadedEntry,
  rendered: RenderedEntry,
  snapshot: CatalogSnapshot,
  { allowed, note, force }: ReleaseOptions,
): Release {
  const { name, folder: place, version } = loaded.entry;
  const notes = { given: note, own: loaded.note };
  const committed = snapshot.templates.get(place) ?? nothing;
  const existing = snapshot.templates.has(place) ? committed.template : undefined;
  const blocked = obstacle(snapshot, loaded);
  const plan = planWrite({
    name,
    version,
    rendered,
    existing,
    readVersion: (folder) => filesIn(committed.files, folder),
    at: loaded.at,
    lineEnds: 'exact',
    shown: (path) => `${place}/${path}`,
    force,
  });
  const released = releasedVersions(existing);
  const stable = newestStable(released);
  const isRelease = [...plan.writes.keys()].some((path) => path.startsWith(`${plan.revision}/`));
  const causes = isRelease ? changesSince(committed, stable, rendered) : [];
  const added = isRelease ? newFiles(committed, released, rendered, plan, notes) : [];
  const size = stable?.version === undefined ? undefined : bumpBetween(stable.version, version);
  const release = {
    name,
    folder: place,
    version,
    action: plan.action,
    revision: plan.revision,
    isImported: rendered.isImported,
    isRelease,
    after: stable?.version,
    size,
    causes: complete(causes, size === 'major'),
    offeredTo: isRelease ? offers(loaded, released) : [],
    writes: fileTree([...plan.writes, ...added], place),
    removes: plan.removes.map((path) => `${place}/${path}`),
  };
  const from = release.after;
  const bump =
    isRelease && from !== undefined
      ? checkBump({ name, from, to: version, causes, allowed, at: loaded.at })
      : [];
  const warnings = isRelease
    ? [...hiddenWarning(loaded, release), ...unusedNote(loaded, rendered, notes)]
    : [];
  const edited = editedReleases(place, released, committed);
  return {
    ...release,
    diagnostics: [...blocked, ...plan.diagnostics, ...edited, ...bump, ...warnings],
  };
}
