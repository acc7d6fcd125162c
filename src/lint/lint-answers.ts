import { sortDiagnostics } from '../diagnostics/format-diagnostic.ts';
import type { IndexedVersion } from '../rancher/indexed-template.ts';
import type { LintFinding } from './lint-finding.ts';
import { isAboutLaunch, lintFacts, lintLaunch } from './lint-facts.ts';
import { activeRules, Run } from './lint-run.ts';
import type { LintSettings } from './lint-settings.ts';
import { findRule, type KnownRule } from './rule-list.ts';
import { silence } from './silence.ts';
import type { VersionFacts } from './version-facts.ts';
import { withoutExplained } from './without-explained.ts';

const ofLaunch = ({ code }: LintFinding): boolean => {
  const rule = findRule(code);
  return rule !== undefined && isAboutLaunch(rule.group);
};

/** Findings that no comment in the files of the version silences, and faults of the comments. */
const heard = (found: readonly LintFinding[], version: IndexedVersion, settings: LintSettings) =>
  silence(found, [...version.files.values()], { ...settings, only: new Set([version.folder]) });

/**
 * Findings about a version that was launched with certain answers, in the files that are launched: what depends on
 * these answers. The other findings are those of `lintQuestions`.
 */
export function lintAnswers(facts: VersionFacts, settings: LintSettings): LintFinding[] {
  const found = withoutExplained(lintFacts(facts, settings, ({ group }) => isAboutLaunch(group)));
  return sortDiagnostics(heard(found, facts.version, settings).filter(ofLaunch));
}

const isOther = ({ group }: KnownRule) => !isAboutLaunch(group);

const isOfVersion = ({ at }: LintFinding, { folder }: IndexedVersion) =>
  at.file === folder || at.file.startsWith(`${folder}/`);

/**
 * Findings about a version whatever the answers are: about its index, its questions, and their choices. `launch` launches
 * it with the default answers, and with the guesses of a variant where those are not known.
 */
export function lintQuestions(
  launch: (variant: number) => VersionFacts,
  settings: LintSettings,
): LintFinding[] {
  const facts = launch(0);
  const { of, version } = facts;
  const run = new Run();
  const { template } = activeRules(settings.severities);
  run.check(
    template.filter(({ rule }) => isOther(rule)),
    of,
    of.template.folder,
  );
  const found = [
    ...run.findings.filter((each) => isOfVersion(each, version)),
    ...lintLaunch((variant) => (variant === 0 ? facts : launch(variant)), settings, isOther),
  ];
  return sortDiagnostics(heard(found, version, settings));
}
