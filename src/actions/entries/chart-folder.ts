import { basename } from 'node:path';
import { packChart } from '../../chart/pack-chart.ts';
import type { RenderedChart } from '../../chart/render-chart.ts';
import { archivePath, type ChartRelease } from '../../chart/repository/chart-release.ts';
import { newIndex } from '../../chart/repository/new-index.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { ownArchives } from '../../files/chart-files.ts';
import { planFile, type FilePlan } from '../../files/plan-file.ts';
import type { StagedFolder } from '../../files/staging.ts';
import type { WrittenFiles } from '../../files/written-files.ts';
import { fileTree, type TreeFile } from '../../model/file-tree.ts';
import { releaseOf } from './release-of.ts';

/** In place of the time of a release: a build has none, and is the same each time. */
const created = '1980-01-01T00:00:00Z';

const [catalog, assets, indexName] = ['catalog', 'catalog/assets', 'index.yaml'] as const;

/** What a chart adds to the plan of its entry. */
export interface PlannedChart extends Omit<FilePlan, 'action'> {
  readonly action: FilePlan['action'] | 'refused';
  /** Relative to the root. */
  readonly files: readonly string[];
}

/** What the charts of all entries together change. */
export interface SharedPlan {
  readonly folders: readonly StagedFolder[];
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly diagnostics: readonly Diagnostic[];
}

export const noSharedPlan: SharedPlan = { folders: [], files: new Map(), diagnostics: [] };

const asFile = (content: string | Uint8Array): TreeFile => ({ content, mode: 0o644 });

/** The charts of a build folder: catalog/assets and catalog/index.yaml, laid out as in a repository. */
export class ChartFolder {
  readonly #root: string;
  readonly #written: WrittenFiles;
  readonly #force: boolean;
  readonly #releases: ChartRelease[] = [];
  /** Name in assets → file. */
  readonly #assets = new Map<string, TreeFile>();
  #isChanged = false;

  constructor(root: string, written: WrittenFiles, force: boolean) {
    this.#root = root;
    this.#written = written;
    this.#force = force;
  }

  #plan(target: string, path: string, file: TreeFile): FilePlan {
    const options = { written: this.#written, force: this.#force };
    return planFile({ root: this.#root, target, path }, file, options);
  }

  /** Adds the chart of an entry whose version is at `at`. */
  add(chart: RenderedChart, at: Place): PlannedChart {
    const { name, version, metadata, icon } = chart;
    const { archive, diagnostics } = packChart(chart, at);
    this.#releases.push({ name, version, archive, metadata, icon, created });
    const files: [string, TreeFile][] = [
      [basename(archivePath(name, version)), asFile(archive)],
      ...(icon ? [[basename(icon.path), asFile(icon.content)] as [string, TreeFile]] : []),
    ];
    for (const [path, file] of files) this.#assets.set(path, file);
    const planned = files.map(([path, file]) => this.#plan(assets, path, file));
    const action = planned.find((each) => each.action !== 'unchanged')?.action ?? 'unchanged';
    this.#isChanged ||= action !== 'unchanged';
    return {
      action,
      diagnostics: [...diagnostics, ...planned.flatMap((each) => each.diagnostics)],
      files: [...files.map(([path]) => `${assets}/${path}`), `${catalog}/${indexName}`],
    };
  }

  /** Charts that earlier runs built and that stay, and the archives of other versions of the present ones. */
  #earlier() {
    const present = new Set(this.#releases.map(({ name }) => name));
    const kept: ChartRelease[] = [];
    const outdated: string[] = [];
    for (const [path, archive] of ownArchives(this.#root, assets, this.#written)) {
      const release = this.#assets.has(path) ? undefined : releaseOf(archive, created);
      if (release && present.has(release.name)) outdated.push(path);
      else if (release) kept.push(release);
    }
    return { kept, outdated };
  }

  /** What is written once all charts are there. */
  finish(): SharedPlan {
    const { kept, outdated } = this.#earlier();
    const index = asFile(newIndex([...kept, ...this.#releases]));
    const planned = this.#plan(catalog, indexName, index);
    const isChanged = this.#isChanged || outdated.length > 0;
    const files = fileTree(this.#assets);
    this.#written.merge(assets, files);
    this.#written.merge(catalog, new Map([[indexName, index]]));
    return {
      folders: isChanged ? [{ target: assets, files, removes: outdated }] : [],
      files:
        planned.action === 'unchanged' ? new Map() : new Map([[`${catalog}/${indexName}`, index]]),
      diagnostics: planned.diagnostics,
    };
  }
}
