import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fileTree, sameFile, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { addToIndex, listedRelease, openIndex, type OpenIndex } from './add-to-index.ts';
import { chartForm, hasTemplates, isInVersion, unpackedFolder } from './chart-form.ts';
import { archivePath, type PlannedRelease } from './chart-release.ts';
import {
  listedCharts,
  unpackedCharts,
  type ChartRepository,
  type ReleasedChart,
} from './chart-repository.ts';
import { indexFile } from './index-faults.ts';
import { changedArchive, changedFiles } from './changed-release.ts';
import {
  obstacleFaults,
  orderFaults,
  preReleaseWarning,
  symbolicLinks,
  takenPath,
} from './plan-faults.ts';

/** What releasing one chart would do. */
export interface ChartPlan {
  readonly name: string;
  readonly version: string;
  readonly action: 'create' | 'update' | 'unchanged' | 'refused';
  /** Whether it adds a version. */
  readonly isRelease: boolean;
  /** Paths from the root of the repository. The index.yaml, if it changes, has all charts of the plan. */
  readonly writes: FileTree;
  /** The versions that the repository has. */
  readonly released: readonly ReleasedChart[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What releasing some charts together would do. */
export interface ChartsPlan {
  readonly plans: readonly ChartPlan[];
  /** The index.yaml as it is; undefined without releases, or if the repository has its charts in directories. */
  readonly index: OpenIndex | undefined;
  /** About the repository. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How charts are added to a repository. */
export interface ChartPlanOptions {
  /** Whether the repository gets entries of Rancher 1.6 too. */
  readonly isForBoth: boolean;
  /** Replaces files that this program did not write. */
  readonly force: boolean;
  /** Whether what breaks the repository for Rancher 2, and is not ours, is a warning. */
  readonly isBrokenAllowed: boolean;
}

const asFile = (content: string | Uint8Array): TreeFile => ({ content, mode: 0o644 });

const decoder = new TextDecoder();

/** Names that Rancher 1.6 looks for at any depth of a template (catalog-service manager/traverse.go). */
const isTemplateFile = (path: string) =>
  /^(?:config\.yml|catalogIcon.*|(?:docker|rancher)-compose\.yml.*)$/.test(
    path.slice(path.lastIndexOf('/') + 1),
  );

class Planner {
  readonly #repository: ChartRepository;
  readonly #options: ChartPlanOptions;
  readonly #paths: ReadonlySet<string>;
  /** Whether Rancher 1.6 reads the repository, too. */
  readonly #isForBoth: boolean;

  constructor(repository: ChartRepository, options: ChartPlanOptions) {
    this.#repository = repository;
    this.#options = options;
    this.#paths = new Set(repository.modes.keys());
    this.#isForBoth = options.isForBoth || hasTemplates(this.#paths);
  }

  plan(releases: readonly PlannedRelease[]): ChartsPlan {
    const links = symbolicLinks(this.#repository, this.#options.isBrokenAllowed);
    if (releases.length === 0) return { plans: [], index: undefined, diagnostics: [] };
    if (chartForm(this.#paths) === 'unpacked') {
      const plans = releases.map((release) => this.#planUnpacked(release));
      return { plans, index: undefined, diagnostics: links };
    }
    const mode = this.#repository.modes.get(indexFile) ?? '';
    // A link is reported as one, not read.
    const old = mode.startsWith('100') ? this.#repository.contents.get(indexFile) : undefined;
    const index = openIndex(old && decoder.decode(old));
    const { value, diagnostics } = addToIndex(index, releases);
    const plans = releases.map((release) => this.#planPacked(release, index, value));
    return { plans, index, diagnostics: [...links, ...diagnostics] };
  }

  /** `changed`: the text of the index with all releases; undefined if that has a fault. */
  #planPacked(
    release: PlannedRelease,
    { outline }: OpenIndex,
    changed: string | undefined,
  ): ChartPlan {
    const { name, version, archive, icon } = release;
    const released = outline ? listedCharts(this.#repository, outline, name) : [];
    const listed = outline && listedRelease(outline, release);
    const path = archivePath(name, version);
    const isTaken = !listed && !this.#options.force && this.#differs(path, archive);
    const files: [string, TreeFile][] = [[path, asFile(archive)]];
    if (icon) files.push([icon.path, asFile(icon.content)]);
    return this.#planned(release, released, {
      files,
      index: listed || changed === undefined ? [] : [[indexFile, asFile(changed)]],
      isListed: listed !== undefined,
      faults: [
        ...(isTaken ? [takenPath(path, name, release.at)] : []),
        ...(listed ? changedArchive(release, listed) : []),
      ],
    });
  }

  #planUnpacked(release: PlannedRelease): ChartPlan {
    const { name, version, files, icon } = release;
    const released = unpackedCharts(this.#repository, name);
    const same = released.find((each) => each.version === version);
    const folder = unpackedFolder(this.#paths, name, version, this.#isForBoth);
    const own = same
      ? []
      : [...files].map(([path, file]): [string, TreeFile] => [`${folder}/${path}`, file]);
    const faults = [
      ...(same ? changedFiles(release, same) : []),
      ...own.flatMap(([path]) => this.#placeFaults(path, release)),
    ];
    const all: [string, TreeFile][] = icon ? [...own, [icon.path, asFile(icon.content)]] : own;
    return this.#planned(release, released, { files: all, isListed: same !== undefined, faults });
  }

  /** A file of an unpacked chart that Rancher 1.6 would read, or that is there already. */
  #placeFaults(path: string, { name, at }: PlannedRelease): Diagnostic[] {
    if (this.#paths.has(path) && !this.#options.force) return [takenPath(path, name, at)];
    const isRead = isInVersion(path) || isTemplateFile(path);
    if (!isRead || !this.#isForBoth) return [];
    return [
      {
        code: 'path-unsafe',
        severity: 'error',
        message: `Rancher 1.6 would read ${path} of the chart ${name} as a part of a template`,
        at,
        hint: 'rename the file in the blueprint, or the entry',
      },
    ];
  }

  #planned(
    release: PlannedRelease,
    released: readonly ReleasedChart[],
    { files, index = [], isListed, faults }: Wanted,
  ): ChartPlan {
    const { name, version, at, icon } = release;
    const isNew = released.length === 0;
    const isIconTaken =
      icon !== undefined && isNew && !this.#options.force && this.#differs(icon.path, icon.content);
    const diagnostics = [
      ...faults,
      ...[...files, ...index].flatMap(([path]) => obstacleFaults(this.#repository, path, at)),
      ...(isIconTaken ? [takenPath(icon.path, name, at)] : []),
      ...orderFaults(release, released),
      ...(isListed ? [] : preReleaseWarning(release)),
    ];
    const writes = fileTree([...files.filter(([path, file]) => !this.#has(path, file)), ...index]);
    const action = isNew ? 'create' : isListed && writes.size === 0 ? 'unchanged' : 'update';
    const isRefused = hasErrors(diagnostics);
    return {
      name,
      version,
      action: isRefused ? 'refused' : action,
      isRelease: !isListed && !isRefused,
      writes: isRefused ? new Map() : writes,
      released,
      diagnostics,
    };
  }

  /** Whether the repository has a file with other content. */
  #differs(path: string, content: string | Uint8Array): boolean {
    return this.#paths.has(path) && !this.#has(path, asFile(content));
  }

  #has(path: string, file: TreeFile): boolean {
    const content = this.#repository.contents.get(path);
    return content !== undefined && sameFile({ content, mode: file.mode }, file);
  }
}

interface Wanted {
  readonly files: readonly (readonly [string, TreeFile])[];
  /** The index.yaml, which differs from that of the repository. @default none */
  readonly index?: readonly (readonly [string, TreeFile])[];
  /** Whether the repository has the version. */
  readonly isListed: boolean;
  readonly faults: readonly Diagnostic[];
}

/**
 * What releasing charts would change in a repository: packed charts and an index.yaml, or folders where it has charts in
 * folders and no index.yaml. Other files stay as they are, and no file is where Rancher 1.6 would read it.
 */
export function planCharts(
  repository: ChartRepository,
  releases: readonly PlannedRelease[],
  options: ChartPlanOptions,
): ChartsPlan {
  return new Planner(repository, options).plan(releases);
}
