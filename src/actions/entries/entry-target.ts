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
import { buildAction, buildTree } from '../../generate/plan-build.ts';
import { planWrite, type WritePlan } from '../../generate/plan-write.ts';
import type { RenderedEntry } from '../../generate/render-version.ts';
import type { LoadedEntry } from './load-entries.ts';

/** What would happen to the files of one entry. */
export interface EntryPlan {
  readonly name: string;
  readonly version: string;
  readonly action: WritePlan['action'];
  readonly revision: number;
  /** The files it has or would get, relative to the target's root. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A plan with what carries it out. */
export interface PlannedEntry {
  readonly plan: EntryPlan;
  readonly folders: readonly StagedFolder[];
}

/** Where entries are written: a build folder, or a checkout of a catalog. */
export interface EntryTarget {
  readonly root: string;
  plan(loaded: LoadedEntry, rendered: RenderedEntry): PlannedEntry;
}

/** A folder for all that is generated: `catalog/templates/<name>` and `image/<name>`. */
export function buildTarget(root: string): EntryTarget {
  return {
    root,
    plan({ entry, blueprint }, rendered) {
      const { name, version } = entry;
      const trees = [
        [`catalog/${templatesFolder}/${name}`, buildTree(rendered)] as const,
        ...(blueprint.files.image.size > 0
          ? [[`image/${name}`, blueprint.files.image] as const]
          : []),
      ];
      const existing = trees.map(([folder]) => readFolder(join(root, folder)));
      const actions = trees.map(([, tree], index) => buildAction(existing[index], tree));
      const diagnostics = trees.flatMap(([folder, tree]) => foreignFiles(join(root, folder), tree));
      const folders = trees
        .filter((_tree, index) => actions[index] !== 'unchanged')
        .map(([target, files]) => ({ target, files, replace: true }));
      const action = actions.find((each) => each !== 'unchanged') ?? 'unchanged';
      const files = trees.flatMap(([folder, tree]) =>
        [...tree.keys()].map((path) => `${folder}/${path}`),
      );
      return { plan: { name, version, action, revision: 0, files, diagnostics }, folders };
    },
  };
}

/** A checkout of a catalog repository: its templates gain versions and lose none. */
export function catalogTarget(root: string): EntryTarget {
  assertCatalog(root);
  return {
    root,
    plan({ entry, at }, rendered) {
      const { name, version } = entry;
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
        },
        folders: changes ? [{ target, files: writes, removes }] : [],
      };
    },
  };
}
