import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import type { LintFinding } from './lint-finding.ts';
import { isAboutLaunch, lintFacts } from './lint-facts.ts';
import type { LintSettings } from './lint-settings.ts';
import { lintTemplate } from './lint-template.ts';
import { findRule } from './rule-list.ts';
import { silence } from './silence.ts';
import type { VersionFacts } from './version-facts.ts';
import { withoutExplained } from './without-explained.ts';

const ofLaunch = ({ code }: LintFinding): boolean => {
  const rule = findRule(code);
  return rule !== undefined && isAboutLaunch(rule.group);
};

/**
 * Findings about a version that was launched with certain answers, in the files that are launched: what depends on
 * these answers. The other findings are those of `lintQuestions`.
 */
export function lintAnswers(facts: VersionFacts, settings: LintSettings): LintFinding[] {
  const { folder, files } = facts.version;
  const found = withoutExplained(lintFacts(facts, settings, ({ group }) => isAboutLaunch(group)));
  const heard = silence(found, [...files.values()], { ...settings, only: new Set([folder]) });
  return sortDiagnostics(heard.filter(ofLaunch));
}

/** Findings about a version whatever the answers are: about its index, its questions, and their choices. */
export const lintQuestions = (
  { of, version }: Pick<VersionFacts, 'of' | 'version'>,
  settings: LintSettings,
): LintFinding[] =>
  lintTemplate(of.files, { ...settings, only: new Set([version.folder]) }).filter(
    (finding) => !ofLaunch(finding),
  );
