import { packChart } from '../../chart/pack-chart.ts';
import type { RenderedChart } from '../../chart/render-chart.ts';
import { wantedPaths } from '../../chart/repository/chart-repository.ts';
import type { PlannedRelease } from '../../chart/repository/chart-release.ts';
import { planCharts, type ChartsPlan } from '../../chart/repository/plan-charts.ts';
import { indexFile } from '../../chart/repository/index-faults.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { readRepository, type RepositoryFolder } from '../../files/read-repository.ts';
import { fileTree, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { noSharedPlan, type PlannedChart, type SharedPlan } from './chart-folder.ts';

const cr = 13;
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** The time of a release that is not committed yet. */
const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** A folder is replaced as a whole, and is at most this deep below the root. */
const deepest = 3;

/**
 * A file as git has it: in a checkout, core.autocrlf may have turned LF into CRLF. The index is changed in place, with
 * the line ends that it has.
 */
function contentOf(path: string, content: Uint8Array): Uint8Array {
  if (path === indexFile || content.includes(0)) return content;
  return content.includes(cr)
    ? encoder.encode(decoder.decode(content).replaceAll('\r\n', '\n'))
    : content;
}

/** Files by the folder that is replaced for them; '' for those at the root. */
function foldersOf(writes: FileTree): Map<string, [string, TreeFile][]> {
  const folders = new Map<string, [string, TreeFile][]>();
  for (const [path, file] of writes) {
    const parts = path.split('/');
    const depth = Math.min(deepest, parts.length - 1);
    const target = parts.slice(0, depth).join('/');
    const files = folders.get(target) ?? [];
    folders.set(target, [...files, [parts.slice(depth).join('/'), file]]);
  }
  return folders;
}

/** The charts that are added to a checkout of a repository, beside entries for Rancher 1.6. */
export class CatalogCharts {
  readonly #root: string;
  readonly #force: boolean;
  readonly #releases: PlannedRelease[] = [];
  readonly #created = now();
  #folder: RepositoryFolder | undefined;

  constructor(root: string, force: boolean) {
    this.#root = root;
    this.#force = force;
  }

  #plan(releases: readonly PlannedRelease[]): ChartsPlan {
    this.#folder ??= readRepository(this.#root);
    const folder = this.#folder;
    const { modes } = folder;
    const names = releases.map(({ name }) => name);
    const files = wantedPaths(modes.keys(), names).filter((path) => modes.get(path) !== '120000');
    const contents = new Map(files.map((path) => [path, contentOf(path, folder.read(path))]));
    // A link can be one that git ignores: it is reported, and not in the way.
    const options = { isForBoth: true, force: this.#force, isBrokenAllowed: true };
    return planCharts({ modes, contents }, releases, options);
  }

  /** Adds the chart of an entry whose version is at `at`. */
  add(chart: RenderedChart, at: Place): PlannedChart {
    const { archive, diagnostics } = packChart(chart, at);
    const release = { ...chart, archive, at, created: this.#created };
    this.#releases.push(release);
    const { plans } = this.#plan([release]);
    return {
      action: plans[0]?.action ?? 'unchanged',
      diagnostics: [...diagnostics, ...plans.flatMap((plan) => plan.diagnostics)],
      files: plans.flatMap((plan) => [...plan.writes.keys()]),
    };
  }

  /** What is written once all charts are there. */
  finish(): SharedPlan {
    if (this.#releases.length === 0) return noSharedPlan;
    const { plans, diagnostics } = this.#plan(this.#releases);
    const writes = foldersOf(fileTree(plans.flatMap((plan) => [...plan.writes])));
    const folders = [...writes].flatMap(([target, files]) =>
      target === '' ? [] : [{ target, files: fileTree(files) }],
    );
    return { folders, files: fileTree(writes.get('') ?? []), diagnostics };
  }
}
