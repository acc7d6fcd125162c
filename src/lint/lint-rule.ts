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

/** Checks a template as the catalog service indexes it. */
interface TemplateRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'template';
  readonly check: (template: TemplateFacts) => Iterable<Found>;
}

/** Checks a version, as it is indexed and as it would be launched. */
interface VersionRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'version';
  readonly check: (version: VersionFacts) => Iterable<Found>;
}

/** Checks one YAML file: config.yml, or a compose file after its template pass. */
interface FileRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'file';
  readonly check: (file: YamlFile) => Iterable<Found>;
}

/** Checks one version of a chart for Rancher 2, without rendering it. */
interface ChartRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'chart';
  readonly check: (chart: ChartFacts) => Iterable<Found>;
}

/** Checks what a chart installs with its own values, as helm renders it. */
interface ObjectsRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'objects';
  readonly check: (objects: ObjectsFacts) => Iterable<Found>;
}

/** Checks a repository of charts as a whole: its index.yaml and the names of its files. */
interface ChartsRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'charts';
  readonly check: (charts: ChartsFacts) => Iterable<Found>;
}

/** Reported by the program itself, not by a check. */
interface OwnRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'none';
}

export type LintRule<C extends string = string> =
  | TemplateRule<C>
  | VersionRule<C>
  | FileRule<C>
  | ChartRule<C>
  | ChartsRule<C>
  | ObjectsRule<C>
  | OwnRule<C>;

export const templateRule = <const C extends string>(
  rule: Omit<TemplateRule<C>, 'scope'>,
): TemplateRule<C> => ({ ...rule, scope: 'template' });

export const versionRule = <const C extends string>(
  rule: Omit<VersionRule<C>, 'scope'>,
): VersionRule<C> => ({ ...rule, scope: 'version' });

export const fileRule = <const C extends string>(
  rule: Omit<FileRule<C>, 'scope'>,
): FileRule<C> => ({ ...rule, scope: 'file' });

export const chartRule = <const C extends string>(
  rule: Omit<ChartRule<C>, 'scope'>,
): ChartRule<C> => ({ ...rule, scope: 'chart' });

export const chartsRule = <const C extends string>(
  rule: Omit<ChartsRule<C>, 'scope'>,
): ChartsRule<C> => ({ ...rule, scope: 'charts' });

export const objectsRule = <const C extends string>(
  rule: Omit<ObjectsRule<C>, 'scope'>,
): ObjectsRule<C> => ({ ...rule, scope: 'objects' });

export const ownRule = <const C extends string>(rule: Omit<OwnRule<C>, 'scope'>): OwnRule<C> => ({
  ...rule,
  scope: 'none',
});
