import type { Severity } from '../diagnostics/diagnostic.ts';
import type { ChartFacts } from './charts/chart-facts.ts';
import type { ChartsFacts } from './charts/charts-facts.ts';
import type { ObjectsFacts } from './charts/objects-facts.ts';
import type { Found, YamlFile } from './found.ts';
import type { TemplateFacts } from './template-facts.ts';
import type { VersionFacts } from './version-facts.ts';

/** What a rule is about; the parts of docs/rules.md. */
export type RuleGroup =
  | 'index'
  | 'questions'
  | 'compose'
  | 'scheduling'
  | 'security'
  | 'yaml'
  | 'chart'
  | 'chart-index'
  | 'chart-questions'
  | 'chart-schema'
  | 'chart-objects'
  | 'lint';

/** The documentation of a rule; docs/rules.md is generated from it. */
export interface RuleInfo<C extends string = string> {
  readonly code: C;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** One line: what is wrong. */
  readonly summary: string;
  /** What Rancher does with it, and how to fix it. */
  readonly docs: string;
  /** Whether `--fix` can fix some of its findings. */
  readonly fixable?: true;
  /** Whether its findings explain why a launch is rejected, so that the rejection itself is not reported. */
  readonly cause?: true;
}

/** What a rule of each scope checks. */
interface FactsOf {
  /** A template as the catalog service indexes it. */
  readonly template: TemplateFacts;
  /** A version, as it is indexed and as it would be launched. */
  readonly version: VersionFacts;
  /** One YAML file: config.yml, or a compose file after its template pass. */
  readonly file: YamlFile;
  /** One version of a chart for Rancher 2, without rendering it. */
  readonly chart: ChartFacts;
  /** A repository of charts as a whole: its index.yaml and the names of its files. */
  readonly charts: ChartsFacts;
  /** What a chart installs with its own values, as helm renders it. */
  readonly objects: ObjectsFacts;
}

interface CheckRule<S extends keyof FactsOf, C extends string> extends RuleInfo<C> {
  readonly scope: S;
  readonly check: (facts: FactsOf[S]) => Iterable<Found>;
}

/** Reported by the program itself, not by a check. */
interface OwnRule<C extends string> extends RuleInfo<C> {
  readonly scope: 'none';
}

export type LintRule<C extends string = string> =
  | { readonly [S in keyof FactsOf]: CheckRule<S, C> }[keyof FactsOf]
  | OwnRule<C>;

const ruleOf =
  <S extends keyof FactsOf>(scope: S) =>
  <const C extends string>(rule: Omit<CheckRule<S, C>, 'scope'>): CheckRule<S, C> => ({
    ...rule,
    scope,
  });

export const templateRule = ruleOf('template');
export const versionRule = ruleOf('version');
export const fileRule = ruleOf('file');
export const chartRule = ruleOf('chart');
export const chartsRule = ruleOf('charts');
export const objectsRule = ruleOf('objects');

export const ownRule = <const C extends string>(rule: Omit<OwnRule<C>, 'scope'>): OwnRule<C> => ({
  ...rule,
  scope: 'none',
});
