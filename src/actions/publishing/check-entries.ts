import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { assertCatalog } from '../../files/read-template.ts';
import { yielding } from '../../files/yielding.ts';
import { chartVersions, templateVersions } from '../../publish/version-places.ts';
import { formsOf, type WantedTarget } from '../entries/entry-forms.ts';
import { loadEntries, type EntryOptions, type LoadedEntry } from '../entries/load-entries.ts';
import { faultsOfChart } from '../entries/version-faults.ts';
import { checkCharts } from './check-charts.ts';
import { checkEntry, type EntryCheck } from './check-entry.ts';
import { checkHistory } from './check-history.ts';

/** Which entries are compared with which catalog. */
export interface CheckOptions extends EntryOptions {
  /** A checkout. */
  readonly catalog: string;
  /** What is compared. @default undefined, what the blueprints have */
  readonly target?: WantedTarget;
  /** Only commits after this one are checked. @default the whole history */
  readonly since: string | undefined;
  /** Whether a version that is not released yet is accepted. */
  readonly allowUnreleased: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** How the entries of a call compare with a catalog. */
export interface Checks {
  /** Empty when an entry was refused. */
  readonly checks: readonly EntryCheck[];
  /** Of the charts, if there are any. */
  readonly charts: readonly EntryCheck[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** To read a local history takes seconds. */
const historyTimeoutMs = 60_000;

async function checkAll(
  entries: readonly LoadedEntry[],
  { catalog, signal, onProgress }: CheckOptions,
): Promise<EntryCheck[]> {
  const checks: EntryCheck[] = [];
  const pause = yielding(signal);
  for (const [index, loaded] of entries.entries()) {
    await pause();
    onProgress(index, entries.length);
    checks.push(checkEntry(loaded, catalog));
  }
  return checks;
}

function severityFor({ allowUnreleased }: CheckOptions, diagnostic: Diagnostic): Diagnostic {
  return allowUnreleased && diagnostic.code === 'version-missing'
    ? { ...diagnostic, severity: 'info' }
    : diagnostic;
}

/** What is wrong with the charts, and not with their entries for the same reason. */
function faultsOfCharts(
  charts: readonly EntryCheck[],
  entries: readonly EntryCheck[],
): Diagnostic[] {
  const byName = new Map(entries.map(({ name, diagnostics }) => [name, diagnostics]));
  return charts.flatMap(({ name, diagnostics }) =>
    faultsOfChart(diagnostics, byName.get(name) ?? []),
  );
}

const nothing = { checks: [], charts: [] };

/** Checks whether `generate` would change anything in a catalog, and whether its releases are intact. */
export async function checkEntries(options: CheckOptions): Promise<Checks> {
  const { entries: loads, diagnostics, texts } = await loadEntries(options);
  if (hasErrors(diagnostics)) return { ...nothing, diagnostics, texts };
  const { catalog, since, signal, target } = options;
  const forms = loads.map((loaded) => ({ loaded, ...formsOf(loaded, target) }));
  const missing = forms.flatMap((each) => each.diagnostics);
  if (hasErrors(missing)) return { ...nothing, diagnostics: [...diagnostics, ...missing], texts };
  assertCatalog(catalog);
  const entries = forms.flatMap(({ hasEntry, loaded }) => (hasEntry ? [loaded] : []));
  const charted = forms.flatMap(({ hasChart, loaded }) => (hasChart ? [loaded] : []));
  const checks = await checkAll(entries, options);
  const charts = checkCharts(charted, catalog);
  const limits = { networkTimeoutMs: historyTimeoutMs, signal };
  const parts = [
    templateVersions(entries.map(({ entry }) => entry.folder)),
    chartVersions(
      charted.map(({ entry }) => entry.name),
      charts.directories,
    ),
  ];
  const history = await checkHistory(catalog, parts, since, limits);
  const found = [
    ...checks.flatMap((check) => check.diagnostics),
    ...charts.diagnostics,
    ...faultsOfCharts(charts.checks, checks),
  ].map((each) => severityFor(options, each));
  return {
    checks,
    charts: charts.checks,
    diagnostics: [...diagnostics, ...found, ...history],
    texts: new Map([...texts, ...charts.texts]),
  };
}
