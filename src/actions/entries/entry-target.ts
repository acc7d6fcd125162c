import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  assertCatalog,
  foreignFiles,
  readFolder,
  readTemplate,
  readVersionFolder,
  templatesFolder,
} from '../../files/read-template.ts';
import type { StagedFolder } from '../../files/staging.ts';
import { imageContext, type ImageContext } from '../../generate/image-context.ts';
import { buildAction, buildTree } from '../../generate/build-tree.ts';
import { planWrite, type WritePlan } from '../../generate/plan-write.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { LoadedEntry } from './load-entries.ts';

/** What would happen to the files of one entry. */
export interface EntryPlan {
  readonly name: string;
  readonly version: string;
  readonly action: WritePlan['action'];
  readonly revision: number;
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

/** Where entries are written: a build folder, or a checkout of a catalog. */
export interface EntryTarget {
  readonly root: string;
  plan(loaded: LoadedEntry, rendered: RenderedEntry): PlannedEntry;
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

/** A folder for everything that is generated: `catalog/templates/<name>` and `image/<name>`. */
export function buildTarget(root: string): EntryTarget {
  const images = new ImageFolders();
  return {
    root,
    plan({ entry, blueprint }, rendered) {
      const { name, version } = entry;
      const image = imageContext(entry, blueprint.files);
      const placed = image && images.place(name, image);
      const trees: [string, FileTree][] = [
        [`catalog/${templatesFolder}/${name}`, buildTree(rendered)],
        ...(placed?.files ? [[placed.planned.folder, placed.files] as [string, FileTree]] : []),
      ];
      const existing = trees.map(([folder]) => readFolder(join(root, folder)));
      const actions = trees.map(([, tree], index) => buildAction(existing[index], tree));
      const diagnostics = trees.flatMap(([folder, tree], index) =>
        existing[index] ? foreignFiles(join(root, folder), tree) : [],
      );
      const folders = trees
        .filter((_tree, index) => actions[index] !== 'unchanged')
        .map(([target, files]) => ({ target, files, replace: true }));
      const action = actions.find((each) => each !== 'unchanged') ?? 'unchanged';
      const files = trees.flatMap(([folder, tree]) =>
        [...tree.keys()].map((path) => `${folder}/${path}`),
      );
      const plan: EntryPlan = { name, version, action, revision: 0, files, diagnostics };
      return { plan: { ...plan, ...(placed ? { image: placed.planned } : {}) }, folders };
    },
  };
}

/** A checkout of a catalog repository: versions are appended, and none is changed. */
export function catalogTarget(root: string): EntryTarget {
  assertCatalog(root);
  return {
    root,
    plan({ entry, blueprint, at }, rendered) {
      const { name, version } = entry;
      const image = imageContext(entry, blueprint.files);
      const plan = planWrite({
        name,
        version,
        rendered,
        existing: readTemplate(root, name),
        readVersion: (folder) => readVersionFolder(root, name, folder),
        at,
        lineEnds: 'any',
      });
      const { action, revision, diagnostics, writes, removes } = plan;
      const target = `${templatesFolder}/${name}`;
      const changes = action === 'create' || action === 'update';
      return {
        plan: {
          name,
          version,
          action,
          revision,
          files: [...writes.keys()].map((path) => `${target}/${path}`),
          diagnostics,
          ...(image ? { image: { tag: image.tag } } : {}),
        },
        folders: changes ? [{ target, files: writes, removes }] : [],
      };
    },
  };
}
