import type { Severity } from '../diagnostics/diagnostic.ts';
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

/** Reported by the program itself, not by a check. */
interface OwnRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'none';
}

export type LintRule<C extends string = string> =
  | TemplateRule<C>
  | VersionRule<C>
  | FileRule<C>
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

export const ownRule = <const C extends string>(rule: Omit<OwnRule<C>, 'scope'>): OwnRule<C> => ({
  ...rule,
  scope: 'none',
});
