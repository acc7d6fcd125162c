import { packChart } from '../../chart/pack-chart.ts';
import type { RenderedChart } from '../../chart/render-chart.ts';
import type { PlannedRelease } from '../../chart/repository/chart-release.ts';
import { planCharts, type ChartsPlan } from '../../chart/repository/plan-charts.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { fileTree, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { ChartCheckout } from './chart-checkout.ts';
import { noSharedPlan, type PlannedChart, type SharedPlan } from './chart-folder.ts';

/** The time of a release that is not committed yet. */
const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** A folder is replaced as a whole, and is at most this deep below the root. */
const deepest = 3;

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
  readonly #checkout: ChartCheckout;
  readonly #force: boolean;
  readonly #releases: PlannedRelease[] = [];
  readonly #created = now();

  constructor(root: string, force: boolean) {
    this.#checkout = new ChartCheckout(root);
    this.#force = force;
  }

  #plan(releases: readonly PlannedRelease[]): ChartsPlan {
    const repository = this.#checkout.read(releases.map(({ name }) => name));
    // A link can be one that git ignores: it is reported, and not in the way.
    const options = { isForBoth: true, force: this.#force, isBrokenAllowed: true };
    return planCharts(repository, releases, options);
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
