import { isGenerated, type RenderedChart } from '../../chart/render-chart.ts';
import type { OpenIndex } from '../../chart/repository/add-to-index.ts';
import { checkListing, type ListingFault } from '../../chart/repository/check-listing.ts';
import {
  newestVersion,
  type ChartRepository,
  type ReleasedChart,
} from '../../chart/repository/chart-repository.ts';
import type { ChartPlan } from '../../chart/repository/plan-charts.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sameFile, type TreeFile } from '../../model/file-tree.ts';
import { causeText, describeDifference } from '../../publish/drift.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import type { EntryCheck, FileDrift } from './check-entry.ts';
import { changedSince } from './inputs-since.ts';

/** A chart as the answers give it now. */
export interface MadeChart {
  readonly loaded: LoadedEntry;
  readonly chart: RenderedChart;
  readonly archive: Uint8Array;
  /** Of packing it. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The catalog that a chart is compared with. */
export interface CheckedCatalog {
  /** A checkout. */
  readonly catalog: string;
  readonly repository: ChartRepository;
  /** Undefined if the repository has its charts in directories. */
  readonly index: OpenIndex | undefined;
}

/** What a check of a released version reports in its own words. */
export const ownCodes: ReadonlySet<Diagnostic['code']> = new Set([
  'version-released',
  'target-foreign',
]);

const isError = ({ severity }: Diagnostic) => severity === 'error';

/** A chart compared with a repository; its diagnostics have places in the repository. */
class ChartChecker {
  readonly #made: MadeChart;
  readonly #catalog: string;
  readonly #repository: ChartRepository;
  readonly #plan: ChartPlan;
  readonly #faults: readonly ListingFault[];

  constructor(made: MadeChart, plan: ChartPlan, { catalog, repository, index }: CheckedCatalog) {
    this.#made = made;
    this.#catalog = catalog;
    this.#repository = repository;
    this.#plan = plan;
    this.#faults = index
      ? checkListing(repository, index, { ...made.chart, archive: made.archive })
      : [];
  }

  check(): EntryCheck {
    const { version } = this.#made.chart;
    const { released } = this.#plan;
    const diagnostics = [...this.#made.diagnostics, ...this.#plan.diagnostics];
    const same = released.find((each) => each.version === version);
    const faults = this.#faults.map(({ diagnostic }) => diagnostic);
    const isOff = this.#faults.some((each) => each.version === version);
    const refusals = diagnostics.filter((each) => isError(each) && !ownCodes.has(each.code));
    if (refusals.length > 0) return this.#result('refused', [], [...faults, ...refusals]);
    if (same === undefined) {
      const refused = isOff ? [] : diagnostics.filter(isError);
      if (refused.length > 0) return this.#result('refused', [], [...faults, ...refused]);
      return isOff
        ? this.#result('differs', [], faults)
        : this.#result('not released', [], [...faults, this.#notReleased()]);
    }
    const drift = isOff ? [] : this.#versionDrift(same);
    const icon = this.#iconDrift();
    const files = [...drift, ...icon];
    const state = isOff || files.length > 0 ? 'differs' : 'up to date';
    return this.#result(state, files, [
      ...faults,
      ...drift.map((each) => this.#driftDiagnostic(each)),
      ...icon.map((each) => this.#iconDiagnostic(each)),
    ]);
  }

  #result(
    state: EntryCheck['state'],
    files: readonly FileDrift[],
    diagnostics: readonly Diagnostic[],
  ): EntryCheck {
    const { name, version } = this.#made.chart;
    return { name, version, state, files, diagnostics };
  }

  #notReleased(): Diagnostic {
    const { chart, loaded } = this.#made;
    const newest = newestVersion(this.#plan.released);
    const last = newest === undefined ? '' : `, whose newest version is ${newest}`;
    return {
      code: 'version-missing',
      severity: 'error',
      message: `version ${chart.version} of the chart ${chart.name} is not in the catalog${last}`,
      at: loaded.at,
      hint: 'run publish, or generate --catalog',
    };
  }

  #versionDrift(same: ReleasedChart): FileDrift[] {
    const { chart, archive, loaded } = this.#made;
    const packed = this.#repository.contents.get(same.path);
    if (packed && Buffer.compare(packed, archive) === 0) return [];
    const before = same.files() ?? new Map<string, TreeFile>();
    const changed = [...new Set([...before.keys(), ...chart.files.keys()])]
      .filter((path) => !sameFile(before.get(path), chart.files.get(path)))
      .sort()
      .map((path) => ({ path, what: describeDifference(path, before, chart.files) }));
    const inputs = changedSince(loaded, this.#catalog);
    if (packed && changed.length === 0) {
      return [{ path: same.path, what: 'has the same files, but other bytes', causes: inputs }];
    }
    return changed.map(({ path, what }): FileDrift => {
      // What is copied from the blueprint has no other cause.
      const causes = isGenerated(path) ? inputs : ['blueprint' as const];
      return packed
        ? { path: same.path, what: `${path} ${what}`, causes }
        : { path: `${same.path}/${path}`, what, causes };
    });
  }

  #iconDrift(): FileDrift[] {
    const { icon } = this.#made.chart;
    if (!icon) return [];
    const fresh: TreeFile = { content: icon.content, mode: 0o644 };
    const content = this.#repository.contents.get(icon.path);
    if (content && Buffer.compare(content, icon.content) === 0) return [];
    const before = new Map<string, TreeFile>(
      content ? [[icon.path, { content, mode: 0o644 }]] : [],
    );
    const what = describeDifference(icon.path, before, new Map([[icon.path, fresh]]));
    return [
      { path: icon.path, what, causes: ['unknown: this version does not record its inputs'] },
    ];
  }

  #driftDiagnostic({ path, what, causes }: FileDrift): Diagnostic {
    const { name, version } = this.#made.chart;
    return {
      code: 'drift',
      severity: 'error',
      message: `${what}; cause: ${causes.map((cause) => causeText[cause]).join(', ')}`,
      at: { file: path },
      hint: `release the change: give ${name} a version above ${version}`,
    };
  }

  #iconDiagnostic({ path, what }: FileDrift): Diagnostic {
    return {
      code: 'drift',
      severity: 'error',
      message: `the icon of the chart ${what}`,
      at: { file: path },
      hint: 'publish it; a new version is not needed',
    };
  }
}

/** Compares a chart with a catalog. `plan` is what adding the chart would do. */
export const checkChart = (made: MadeChart, plan: ChartPlan, catalog: CheckedCatalog): EntryCheck =>
  new ChartChecker(made, plan, catalog).check();
