import { labelProblems } from '../label-problems.ts';
import { textFix } from '../quote-fix.ts';
import type { Fix } from '../found.ts';
import { versionRule } from '../lint-rule.ts';
import type { LabelFacts, VersionFacts } from '../version-facts.ts';

/** Removes spaces around commas and `=`. In the list form `key=value`, only those of the value. */
const trim = (text: string): string =>
  text
    .split(',')
    .map((item) => item.trim().replaceAll(/ *= */g, '='))
    .join(',');

function fixOf(facts: VersionFacts, { raw, at }: LabelFacts): Fix | undefined {
  const file = facts.composeFiles.find((each) => each.file === at.file);
  if (raw?.kind !== 'scalar' || file?.text !== at.file.text) return undefined;
  return textFix(at.file, raw, trim(raw.text));
}

export const affinityUntrimmed = versionRule({
  code: 'affinity-untrimmed',
  group: 'scheduling',
  severity: 'error',
  summary: 'a space in a scheduling rule becomes part of a name',
  docs: `Rancher splits a rule at its commas and does not trim the parts: in \`a=b, c=d\` the
second key is " c", which no host has. Such a rule never matches, or always matches if it is
negated.`,
  fixable: true,
  check: (facts) => labelProblems(facts, ['affinity-untrimmed'], (label) => fixOf(facts, label)),
});
