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
