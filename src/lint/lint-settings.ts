import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import type { RuleCode } from './rule-list.ts';
import type { Ignore } from './silence.ts';
import { defaultOptions, type LintOptions } from './template-facts.ts';

/** How a catalog is linted, from the command line and the settings file. */
export interface LintSettings {
  readonly options: LintOptions;
  /** Severities that differ from those of the rules. */
  readonly severities: ReadonlyMap<RuleCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
  /** How texts are parsed; a caller can pass a function with a cache. */
  readonly read: (text: string) => YamlRead;
  /** Version folders to lint. @default all */
  readonly only?: ReadonlySet<string> | undefined;
  /** Is called with each launch of a version, before the rules: first with the default answers. @default not */
  readonly launched?: ((launch: Launch) => void) | undefined;
}

export const defaultSettings: LintSettings = {
  options: defaultOptions,
  severities: new Map(),
  ignores: [],
  read: readYaml,
};
