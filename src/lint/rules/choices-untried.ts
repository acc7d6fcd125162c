import { pairLimit, refusedChoices } from '../choices.ts';
import { blockKeySpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const choicesUntried = versionRule({
  code: 'choices-untried',
  group: 'questions',
  severity: 'info',
  summary: 'there are more pairs of answers than lint tries',
  docs: `\`choice-rejected\` launches a version with pairs of answers to two questions, but with no
more than ${pairLimit} of those that change the same parts. This note reports how many were left out.`,
  *check(facts) {
    const { untried } = refusedChoices(facts);
    if (untried === 0) return;
    yield {
      at: blockKeySpot(facts, 'questions'),
      message: `${untried} pairs of answers were not tried, because there are more than ${pairLimit}`,
    };
  },
});
