import { hasErrors, type Diagnostic, type Place } from '../../diagnostics/diagnostic.ts';
import { fileTree, sameFile, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { addToIndex, openIndex, type OpenIndex } from './add-to-index.ts';
import { chartForm, isInVersion, unpackedFolder } from './chart-form.ts';
import { archivePath, type ChartRelease } from './chart-release.ts';
import {
  listedCharts,
  unpackedCharts,
  type ChartRepository,
  type ReleasedChart,
} from './chart-repository.ts';
import { indexFile } from './index-faults.ts';
import {
  obstacleFaults,
  orderFaults,
  preReleaseWarning,
  symbolicLinks,
  takenPath,
} from './plan-faults.ts';

/** A chart that is to be in a repository. */
export interface PlannedRelease extends ChartRelease {
  /** Paths in the folder of the chart. */
  readonly files: FileTree;
  /** The place of its version in the answers file. */
  readonly at: Place;
}

/** What releasing one chart would do. */
export interface ChartPlan {
  readonly name: string;
  readonly version: string;
  readonly action: 'create' | 'update' | 'unchanged' | 'refused';
  /** Whether it adds a version. */
  readonly isRelease: boolean;
  /** Paths from the root of the repository, without the index. */
  readonly writes: FileTree;
  /** The versions that the repository has. */
  readonly released: readonly ReleasedChart[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What releasing some charts together would do. */
export interface ChartsPlan {
  readonly plans: readonly ChartPlan[];
  /** The index.yaml, if it changes. */
  readonly shared: FileTree;
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

  constructor(repository: ChartRepository, options: ChartPlanOptions) {
    this.#repository = repository;
    this.#options = options;
    this.#paths = new Set(repository.modes.keys());
  }

  plan(releases: readonly PlannedRelease[]): ChartsPlan {
    const links = symbolicLinks(this.#repository, this.#options.isBrokenAllowed);
    if (releases.length === 0) return { plans: [], shared: new Map(), diagnostics: [] };
    if (chartForm(this.#paths) === 'unpacked') {
      const plans = releases.map((release) => this.#planUnpacked(release));
      return { plans, shared: new Map(), diagnostics: links };
    }
    const old = this.#repository.contents.get(indexFile);
    const index = openIndex(old && decoder.decode(old));
    const plans = releases.map((release) => this.#planPacked(release, index));
    const { value, diagnostics } = addToIndex(index, releases);
    const isChanged = value !== undefined && (old === undefined || value !== index.text);
    const shared: FileTree = isChanged ? new Map([[indexFile, asFile(value)]]) : new Map();
    return { plans, shared, diagnostics: [...links, ...diagnostics] };
  }

  #planPacked(release: PlannedRelease, index: OpenIndex): ChartPlan {
    const { name, version, archive, icon } = release;
    const released = index.outline ? listedCharts(this.#repository, index.outline, name) : [];
    const isListed = released.some((each) => each.version === version);
    const path = archivePath(name, version);
    const isTaken = !isListed && this.#differs(path, archive);
    const taken = isTaken && !this.#options.force ? [takenPath(path, name, release.at)] : [];
    const files: [string, TreeFile][] = [[path, asFile(archive)]];
    return this.#planned(release, released, {
      files: icon ? [...files, [icon.path, asFile(icon.content)]] : files,
      isListed,
      faults: taken,
    });
  }

  #planUnpacked(release: PlannedRelease): ChartPlan {
    const { name, version, files, icon } = release;
    const { isForBoth } = this.#options;
    const released = unpackedCharts(this.#repository, name);
    const same = released.find((each) => each.version === version);
    const folder = unpackedFolder(this.#paths, name, version, isForBoth);
    const own = same
      ? []
      : [...files].map(([path, file]): [string, TreeFile] => [`${folder}/${path}`, file]);
    const faults = [
      ...(same ? changedFault(release, same) : []),
      ...own.flatMap(([path]) => this.#placeFaults(path, release)),
    ];
    const all: [string, TreeFile][] = icon ? [...own, [icon.path, asFile(icon.content)]] : own;
    return this.#planned(release, released, { files: all, isListed: same !== undefined, faults });
  }

  /** A file of an unpacked chart that Rancher 1.6 would read, or that is there already. */
  #placeFaults(path: string, { name, at }: PlannedRelease): Diagnostic[] {
    if (this.#paths.has(path) && !this.#options.force) return [takenPath(path, name, at)];
    const isRead = isInVersion(path) || isTemplateFile(path);
    if (!isRead || !this.#options.isForBoth) return [];
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
    { files, isListed, faults }: Wanted,
  ): ChartPlan {
    const { name, version, at, icon } = release;
    const isNew = released.length === 0;
    const isIconTaken =
      icon !== undefined && isNew && !this.#options.force && this.#differs(icon.path, icon.content);
    const diagnostics = [
      ...faults,
      ...files.flatMap(([path]) => obstacleFaults(this.#repository, path, at)),
      ...(isIconTaken ? [takenPath(icon.path, name, at)] : []),
      ...orderFaults(release, released),
      ...(isListed ? [] : preReleaseWarning(release)),
    ];
    const writes = fileTree(files.filter(([path, file]) => !this.#has(path, file)));
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
  /** Whether the repository has the version. */
  readonly isListed: boolean;
  readonly faults: readonly Diagnostic[];
}

/** An error if a version in a folder is not what would be written. */
function changedFault(
  { name, version, files, at }: PlannedRelease,
  same: ReleasedChart,
): Diagnostic[] {
  const old = same.files() ?? new Map<string, TreeFile>();
  const paths = new Set([...old.keys(), ...files.keys()]);
  const changed = [...paths].filter((path) => !sameFile(old.get(path), files.get(path))).sort();
  if (changed.length === 0) return [];
  return [
    {
      code: 'version-released',
      severity: 'error',
      message: `version ${version} of the chart ${name} is released and immutable, but ${changed.join(', ')} would change`,
      at,
      hint: 'release the change as a higher version',
    },
  ];
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
