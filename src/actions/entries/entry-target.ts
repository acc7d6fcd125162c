import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { planFolder } from '../../files/plan-folder.ts';
import type { StagedFolder } from '../../files/staging.ts';
import { WrittenFiles } from '../../files/written-files.ts';
import { imageContext, type ImageContext } from '../../generate/image-context.ts';
import { buildTree } from '../../generate/build-tree.ts';
import type { WritePlan } from '../../generate/plan-write.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { RenderedChart } from '../../chart/render-chart.ts';
import { ChartFolder, noSharedPlan, type SharedPlan } from './chart-folder.ts';
import type { LoadedEntry } from './load-entries.ts';

/** What would happen to the files of one entry. */
export interface EntryPlan {
  readonly name: string;
  readonly version: string;
  readonly action: WritePlan['action'];
  /** The version folder that the entry for Rancher 1.6 has, or would get. */
  readonly revision?: number;
  /** The files it has or would get, relative to the target's root. */
  readonly files: readonly string[];
  /** Its image, which entries can share; undefined when the blueprint has no image. */
  readonly image?: PlannedImage;
  readonly diagnostics: readonly Diagnostic[];
}

/** An image that is to be built. */
export interface PlannedImage {
  /** The name and tag that entries run. */
  readonly tag: string;
  /** The build context, relative to the target's root; undefined in a catalog, which has none. */
  readonly folder?: string;
}

/** A plan, and the folders to write for it. */
export interface PlannedEntry {
  readonly plan: EntryPlan;
  readonly folders: readonly StagedFolder[];
}

/** An entry as it is rendered for each target that it is for. */
export interface RenderedForms {
  /** For Rancher 1.6. */
  readonly entry?: RenderedEntry | undefined;
  /** For Rancher 2. */
  readonly chart?: RenderedChart | undefined;
}

/** Where entries are written: a build folder, or a checkout of a catalog. */
export interface EntryTarget {
  readonly root: string;
  /** Records what is about to be written, if the target keeps a list of it. */
  save(): void;
  plan(loaded: LoadedEntry, forms: RenderedForms): PlannedEntry;
  /** What is written for all entries together. */
  planShared(): SharedPlan;
}

interface PlacedImage {
  readonly planned: Required<PlannedImage>;
  readonly files: FileTree | undefined;
}

/** Build contexts of the images that entries run: one of each image, in the folder of its first entry. */
class ImageFolders {
  readonly #folders = new Map<string, string>();

  /** Where the context of an image is; with its files for the first entry that runs it. */
  place(name: string, { key, tag, files }: ImageContext): PlacedImage {
    const known = this.#folders.get(key);
    const folder = known ?? `image/${name}`;
    this.#folders.set(key, folder);
    return { planned: { tag, folder }, files: known === undefined ? files() : undefined };
  }
}

/** A folder for everything that is generated: `catalog/<folder of the entry>` and `image/<name>`. */
class BuildTarget implements EntryTarget {
  readonly root: string;
  readonly #force: boolean;
  readonly #images = new ImageFolders();
  #written: WrittenFiles | undefined;
  #chartFolder: ChartFolder | undefined;

  constructor(root: string, force: boolean) {
    this.root = root;
    this.#force = force;
  }

  /** Read once the root is locked. */
  get #list(): WrittenFiles {
    this.#written ??= new WrittenFiles(this.root);
    return this.#written;
  }

  get #charts(): ChartFolder {
    this.#chartFolder ??= new ChartFolder(this.root, this.#list, this.#force);
    return this.#chartFolder;
  }

  save(): void {
    this.#written?.save();
  }

  planShared(): SharedPlan {
    return this.#chartFolder?.finish() ?? noSharedPlan;
  }

  plan(
    { entry, blueprint, at }: LoadedEntry,
    { entry: rendered, chart }: RenderedForms,
  ): PlannedEntry {
    const { name, folder, version } = entry;
    const image = imageContext(entry, blueprint.files);
    const placed = image && this.#images.place(name, image);
    const trees: [string, FileTree][] = [
      ...(rendered ? [[`catalog/${folder}`, buildTree(rendered)] as [string, FileTree]] : []),
      ...(placed?.files ? [[placed.planned.folder, placed.files] as [string, FileTree]] : []),
    ];
    const planned = trees.map(([target, tree]) => this.#planFolder(target, tree));
    const ofChart = chart && this.#charts.add(chart, at);
    const all = [...planned, ...(ofChart ? [ofChart] : [])];
    const plan: EntryPlan = {
      name,
      version,
      action: all.find(({ action }) => action !== 'unchanged')?.action ?? 'unchanged',
      revision: 0,
      files: [
        ...trees.flatMap(([target, tree]) => [...tree.keys()].map((path) => `${target}/${path}`)),
        ...(ofChart?.files ?? []),
      ],
      diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
      ...(placed ? { image: placed.planned } : {}),
    };
    return { plan, folders: planned.flatMap((each) => each.folder) };
  }

  #planFolder(target: string, tree: FileTree) {
    const options = { written: this.#list, force: this.#force };
    const { action, own, removes, keepsOthers, diagnostics } = planFolder(
      this.root,
      target,
      tree,
      options,
    );
    const isListed = action === 'unchanged' && this.#list.knows(target);
    if (!isListed) this.#list.add(target, tree, own);
    const folder = { target, files: tree, removes, replace: !keepsOthers };
    return { action, diagnostics, folder: action === 'unchanged' ? [] : [folder] };
  }
}

/** A target in a folder. `force` overwrites generated files that were edited. */
export const buildTarget = (root: string, force: boolean): EntryTarget =>
  new BuildTarget(root, force);
