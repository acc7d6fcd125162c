import { sortDiagnostics } from '../../diagnostics/format-diagnostic.ts';
import { loadFolder, openArchive, type ChartFiles } from '../../rancher2/load-chart.ts';
import type { CompileChartSchema } from '../../json-schema/chart-schema.ts';
import { filesBelow, folderAt, foldersOf, type Folder } from '../../rancher2/repository-files.ts';
import { readHelmYaml, type YamlRead } from '../../source/read-yaml.ts';
import { KeptWith } from '../../source/kept-with.ts';
import { RecentResults } from '../../source/recent-results.ts';
import type { LintFinding } from '../lint-finding.ts';
import type { LintSettings } from '../lint-settings.ts';
import type { KnownRule } from '../rule-list.ts';
import { activeRules, Run } from '../lint-run.ts';
import { silence } from '../silence.ts';
import { ChartFacts, type ChartPlace } from './chart-facts.ts';
import type { ChartText } from './chart-file.ts';
import type { ChartsFacts } from './charts-facts.ts';
import { readSchema, type Schema, type SchemaFacts } from './schema-facts.ts';
import type { Rendering } from './objects.ts';
import type { ObjectsFacts } from './objects-facts.ts';

/** Characters of text whose nodes are kept: versions of a chart share most of their files. */
const budget = 1_000_000;

const noSchema = readSchema(undefined);

/** What was found in charts. */
export interface LintedCharts {
  readonly findings: readonly LintFinding[];
  /** Texts of the files that findings are in, by their paths. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Settings extends Pick<LintSettings, 'severities' | 'ignores'> {
  readonly compile: CompileChartSchema;
  /** What charts install, by their paths. @default not rendered */
  readonly renderings?: ReadonlyMap<string, Rendering>;
}

/** Opens charts one after the other. */
class Opener {
  readonly #facts: ChartsFacts;
  readonly #compile: CompileChartSchema;
  readonly #renderings: ReadonlyMap<string, Rendering>;
  readonly #schemas = new RecentResults<SchemaFacts>(budget);
  readonly #reads = new RecentResults<YamlRead>(budget);
  #root: Folder | undefined;

  constructor(facts: ChartsFacts, { compile, renderings = new Map() }: Settings) {
    this.#facts = facts;
    const known = new KeptWith<Schema, ReturnType<CompileChartSchema>>();
    // Charts of one blueprint have their schema in common, and compiling it takes longer than all rules.
    this.#compile = (schema) => known.of(schema, compile);
    this.#renderings = renderings;
  }

  open(place: ChartPlace): ChartFacts {
    const { files } = this.#facts.repository;
    const common = {
      place,
      exists: (path: string) => files.has(path),
      compile: this.#compile,
      rendering: place.isNewest ? this.#renderings.get(place.path) : undefined,
      readSchema: (text: string | undefined) =>
        text === undefined ? noSchema : this.#schemas.of(text, () => readSchema(text)),
      read: (text: string) => this.#reads.of(text, () => readHelmYaml(text)),
    };
    if (place.kind === 'folder') {
      this.#root ??= foldersOf(files);
      const folder = folderAt(this.#root, place.path);
      const own: ChartFiles = folder ? filesBelow(folder) : new Map();
      return new ChartFacts({ ...common, files: own, loaded: loadFolder(own, common.read) });
    }
    const archive = files.get(place.path)?.read();
    if (!archive) {
      const fault = { path: '', message: 'the file cannot be read, or is larger than 32 MiB' };
      return new ChartFacts({ ...common, files: new Map(), loaded: { fault } });
    }
    return new ChartFacts({ ...common, ...openArchive(archive, common.read), archive });
  }
}

/** What a chart installs, if it was rendered. */
function objectsFacts(chart: ChartFacts, { renderings }: Settings): ObjectsFacts | undefined {
  const objects = chart.rendering?.objects;
  if (!objects) return undefined;
  const { previous } = chart.place;
  const old = previous && renderings?.get(previous.path)?.objects;
  return {
    chart,
    objects,
    previous: previous && old ? { version: previous.version, objects: old } : undefined,
  };
}

/** Files that may have comments for the linter. */
const commented = (files: Iterable<ChartText>): ChartText[] =>
  [...files].filter((file) => file.includes('rancher-catalog-ignore'));

/** The findings that are in the index rather than in a chart, which have its comments in common. */
class Findings {
  readonly #facts: ChartsFacts;
  readonly #settings: Settings;
  readonly #inIndex: LintFinding[] = [];
  readonly #left: LintFinding[] = [];
  readonly texts = new Map<string, string>();

  constructor(facts: ChartsFacts, settings: Settings) {
    this.#facts = facts;
    this.#settings = settings;
  }

  add(found: readonly LintFinding[], files: ReadonlyMap<string, ChartText>): void {
    const index = this.#facts.index?.file.path;
    const own = found.filter(({ at }) => at.file !== index);
    this.#inIndex.push(...found.filter(({ at }) => at.file === index));
    this.#keep(silence(own, commented(files.values()), this.#settings), files.values());
  }

  finish(): LintFinding[] {
    const { index } = this.#facts;
    const files = index ? [index.file] : [];
    this.#keep(silence(this.#inIndex, commented(files), this.#settings), files);
    return sortDiagnostics(this.#left);
  }

  #keep(findings: readonly LintFinding[], files: Iterable<ChartText>): void {
    if (findings.length === 0) return;
    this.#left.push(...findings);
    const named = new Set(findings.map(({ at }) => at.file));
    for (const file of files) {
      const text = named.has(file.path) ? file.text : undefined;
      if (text !== undefined) this.texts.set(file.path, text);
    }
  }
}

/** Lints the charts of a repository in steps, a version each. */
export function* lintChartsSteps(
  facts: ChartsFacts,
  settings: Settings,
): Generator<undefined, LintedCharts> {
  const active = activeRules(settings.severities);
  const findings = new Findings(facts, settings);
  const whole = new Run();
  whole.check(active.charts, facts, facts.index?.file.path ?? '.');
  findings.add(whole.findings, new Map());
  const opener = new Opener(facts, settings);
  for (const place of facts.places) {
    yield undefined;
    const run = new Run();
    const chart = opener.open(place);
    // Of one that cannot be read, nothing else is known.
    const isRead = ({ rule }: { readonly rule: KnownRule }) =>
      chart.files.size > 0 || rule.code === 'chart-unloadable';
    run.check(active.chart.filter(isRead), chart, place.path === '' ? '.' : place.path);
    const objects = objectsFacts(chart, settings);
    if (objects) run.check(active.objects, objects, place.path);
    findings.add(run.findings, chart.files);
  }
  return { findings: findings.finish(), texts: findings.texts };
}
