import { isGuessed } from '../rancher/launch/form-answers.ts';
import type { YamlFile } from './found.ts';
import type { LintFinding } from './lint-finding.ts';
import type { RuleGroup } from './lint-rule.ts';
import { activeRules, Run, type ActiveRules } from './lint-run.ts';
import type { LintSettings } from './lint-settings.ts';
import type { KnownRule } from './rule-list.ts';
import type { VersionFacts } from './version-facts.ts';
import { versionYaml } from './yaml-files.ts';

const ofLaunch = new Set<RuleGroup>(['compose', 'scheduling', 'security', 'yaml']);

/** Whether rules of a group are about what is launched, which depends on answers. */
export const isAboutLaunch = (group: RuleGroup): boolean => ofLaunch.has(group);

/** Runs rules about files. */
export function lintYaml(
  files: readonly YamlFile[],
  folder: string,
  run: Run,
  some: ActiveRules['file'],
): void {
  for (const file of files) run.check(some, file, folder);
}

/** What rules find in a version, launched with one set of answers. */
export function lintFacts(
  subject: VersionFacts,
  settings: LintSettings,
  isWanted: (rule: KnownRule) => boolean = () => true,
): readonly LintFinding[] {
  const run = new Run();
  const { folder } = subject.version;
  const { version, file } = activeRules(settings.severities);
  const isOn = ({ rule }: { readonly rule: KnownRule }) => isWanted(rule);
  run.check(version.filter(isOn), subject, folder);
  lintYaml(versionYaml(subject), folder, run, file.filter(isOn));
  return run.findings;
}

const keyOf = ({ code, at }: LintFinding) => [code, at.file, at.line, at.column].join('\0');

/**
 * Findings that do not depend on an answer which only the user knows: they are there with other guesses
 * too, and do not quote one.
 */
function decided(
  found: readonly LintFinding[],
  other: VersionFacts,
  settings: LintSettings,
): LintFinding[] {
  const codes = new Set(found.map(({ code }) => code));
  // Only these rules: what others find now makes no difference. A crash has a code of its own.
  const isWanted = ({ code }: KnownRule) => codes.has(code) || codes.has('rule-crashed');
  const again = lintFacts(other, settings, isWanted);
  const keys = new Set(again.map(keyOf));
  return found.filter((each) => keys.has(keyOf(each)) && !isGuessed(each.message));
}

/** What rules find in a version, launched with some answers; `launch` launches it with other guesses of unknown ones. */
export function lintLaunch(
  launch: (variant: number) => VersionFacts,
  settings: LintSettings,
  isWanted?: (rule: KnownRule) => boolean,
): readonly LintFinding[] {
  const subject = launch(0);
  const found = lintFacts(subject, settings, isWanted);
  return found.length > 0 && subject.launch.unknownAnswers.size > 0
    ? decided(found, launch(1), settings)
    : found;
}
