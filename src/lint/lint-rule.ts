import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Found, YamlFile } from './found.ts';
import type { TemplateFacts } from './template-facts.ts';
import type { VersionFacts } from './version-facts.ts';

/** What a rule is about; the parts of docs/rules.md. */
export type RuleGroup = 'index' | 'questions' | 'compose' | 'scheduling' | 'yaml' | 'lint';

/** What every rule says of itself; docs/rules.md is made of it. */
export interface RuleInfo<C extends string = string> {
  readonly code: C;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** One line: what is wrong. */
  readonly summary: string;
  /** What Rancher makes of it, and how to mend it. */
  readonly docs: string;
  /** Some of its findings can be mended by the program. */
  readonly fixable?: true;
  /** Its findings say why a launch is refused, so that the refusal itself need not be told. */
  readonly cause?: true;
}

/** Looks at a template as the catalog service indexes it. */
interface TemplateRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'template';
  readonly check: (template: TemplateFacts) => Iterable<Found>;
}

/** Looks at a version, as it is indexed and as it would be launched. */
interface VersionRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'version';
  readonly check: (version: VersionFacts) => Iterable<Found>;
}

/** Looks at one YAML file: config.yml, or a compose file after its template pass. */
interface FileRule<C extends string = string> extends RuleInfo<C> {
  readonly scope: 'file';
  readonly check: (file: YamlFile) => Iterable<Found>;
}

/** Found by the program itself, not by looking at a catalog. */
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
