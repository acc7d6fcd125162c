import { join } from 'node:path';
import { catalogError, CatalogError, type Place } from '../../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../diagnostics/format-diagnostic.ts';
import { findTarget, type LintTarget } from '../../files/lint-target.ts';
import { isNotCheckedOut } from '../../files/named-folder.ts';
import { readCatalogFolder } from '../../files/read-catalog.ts';
import { readText } from '../../files/read-text.ts';
import { yielding } from '../../files/yielding.ts';
import type { ChartsFacts } from '../../lint/charts/charts-facts.ts';
import { boundedReader } from '../../lint/bounded-reader.ts';
import type { LintFinding } from '../../lint/lint-finding.ts';
import { groupByTemplate, isOfEntry } from '../../lint/group-by-template.ts';
import type { LintSettings } from '../../lint/lint-settings.ts';
import { lintTemplateSteps } from '../../lint/lint-template.ts';
import {
  noSettings,
  readSettingsFile,
  settingsName,
  type SettingsFile,
} from '../../lint/read-settings-file.ts';
import { defaultOptions } from '../../lint/template-facts.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';
import { unplaceableOn } from '../../plan/prove-unplaceable.ts';
import type { Environment } from '../../plan/environment.ts';
import { inSteps } from './in-steps.ts';
import { lintCharts } from './lint-charts.ts';
import { hostsOfSettings } from './hosts-of-settings.ts';
import { readLintedCharts } from './linted-charts.ts';

/** A catalog, and which part of it to lint. */
export interface LintedCatalog {
  readonly target: LintTarget;
  readonly files: readonly CatalogFile[];
  /** Its charts for Rancher 2; undefined if it has none. */
  readonly charts: ChartsFacts | undefined;
  readonly settings: SettingsFile;
  /** The hosts that the settings name. */
  readonly environment: Environment | undefined;
}

const looked =
  'expected templates/NAME/config.yml and templates/NAME/0/docker-compose.yml, or index.yaml or Chart.yaml of charts';

/** There is nothing to look at in the folder of a target. */
export function notACatalog(target: LintTarget): CatalogError {
  const isRepository = isNotCheckedOut(target.root);
  const message = isRepository
    ? 'this git repository has no files checked out'
    : 'there is no catalog entry and no chart in this directory';
  return catalogError('not-a-catalog', message, isRepository ? 'run git checkout' : looked, {
    file: target.shown === '' ? '.' : target.shown,
  });
}

/** The settings file of a catalog, or the settings without one. Throws if it has a fault. */
export async function readSettings({ root, shown }: LintTarget): Promise<SettingsFile> {
  const { value: text, diagnostics } = readText(join(root, settingsName));
  if (text === undefined) {
    if (diagnostics.every(({ code }) => code === 'file-missing')) return noSettings;
    const at = { file: join(shown, settingsName) };
    throw new CatalogError(diagnostics.map((each) => ({ ...each, at: { ...each.at, ...at } })));
  }
  const read = await readSettingsFile(text, join(shown, settingsName));
  if (!read.value) throw new CatalogError(read.diagnostics);
  return read.value;
}

/** Reads the catalog of a path of the command line, and its settings. */
export async function readLinted(path: string, signal: AbortSignal): Promise<LintedCatalog> {
  const target = findTarget(path);
  const below = target.template ?? '';
  const { value, diagnostics } = await readCatalogFolder(join(target.root, below), signal);
  if (!value) throw new CatalogError(diagnostics);
  const files = value.files.map((file) =>
    below === '' ? file : { ...file, path: `${below}/${file.path}` },
  );
  const charts = below === '' ? readLintedCharts(target.root, value) : undefined;
  if (!charts && !files.some(isOfEntry)) throw notACatalog(target);
  const settings = await readSettings(target);
  return { target, files, charts, settings, environment: await hostsOfSettings(settings, target) };
}

/** How the command line wants a catalog to be linted; it takes precedence over the settings file. */
export interface LintWishes extends Pick<LintSettings, 'severities'> {
  /** The newest Rancher that will read the catalog. @default that of the settings file, or v1.6.30 */
  readonly maxRancherVersion: string | undefined;
  /** Hosts of the environment. @default those of the settings file; unknown */
  readonly environment: Environment | undefined;
  readonly signal: AbortSignal;
  /** Counts templates. */
  readonly onProgress: (done: number, total: number) => void;
}

function settingsFor(
  { target, settings: file, environment: own }: LintedCatalog,
  wishes: LintWishes,
): LintSettings {
  const environment = wishes.environment ?? own;
  return {
    options: {
      maxRancherVersion:
        wishes.maxRancherVersion ?? file.maxRancherVersion ?? defaultOptions.maxRancherVersion,
      findUnplaceable: unplaceableOn(environment),
    },
    severities: new Map([...file.severities, ...wishes.severities]),
    ignores: file.ignores,
    read: boundedReader(),
    ...(target.version === undefined ? {} : { only: new Set([target.version]) }),
  };
}

/** What was found in a catalog. */
export interface CatalogFindings {
  /** In the order of their places; paths are from the root of the catalog. */
  readonly findings: readonly LintFinding[];
  /** Texts of files in charts that findings are in, by their paths. */
  readonly texts: ReadonlyMap<string, string>;
}

/** All findings about a catalog: about its entries for Rancher 1.6, and its charts for Rancher 2. */
export async function lintCatalog(
  { charts, ...linted }: LintedCatalog,
  wishes: LintWishes,
): Promise<CatalogFindings> {
  const settings = settingsFor({ charts, ...linted }, wishes);
  // Without an entry, a folder is not a catalog of Rancher 1.6.
  const groups = linted.files.some(isOfEntry) ? groupByTemplate(linted.files) : [];
  const total = groups.length + (charts ? 1 : 0);
  const pause = yielding(wishes.signal);
  const findings: LintFinding[] = [];
  for (const [index, group] of groups.entries()) {
    wishes.onProgress(index, total);
    findings.push(...(await inSteps(lintTemplateSteps(group, settings), pause)));
  }
  if (!charts) return { findings: sortDiagnostics(findings), texts: new Map() };
  wishes.onProgress(groups.length, total);
  const { severities: asked, signal } = wishes;
  const inCharts = await lintCharts(linted.target.root, charts, { ...settings, asked, signal });
  return {
    findings: sortDiagnostics([...findings, ...inCharts.findings]),
    texts: inCharts.texts,
  };
}

/** A path in a catalog as seen from the working directory. */
export const shownPathFrom = (target: LintTarget, path: string): string => join(target.shown, path);

/** A finding with its places as seen from the working directory. */
export function shownFrom(target: LintTarget, finding: LintFinding): LintFinding {
  const show = (place: Place) => ({ ...place, file: shownPathFrom(target, place.file) });
  const { at, others } = finding;
  return { ...finding, at: show(at), ...(others ? { others: others.map(show) } : {}) };
}
