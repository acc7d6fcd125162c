import { child } from '../../source/yaml-node.ts';
import { blockSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const questionRange = versionRule({
  code: 'question-range',
  group: 'questions',
  severity: 'error',
  summary: 'the limits of a question allow no answer',
  docs: `\`min\` is above \`max\`, or \`min_length\` above \`max_length\`. Rancher 1.6 serves the
limits without enforcing them. Other clients, such as Rancher 2, enforce them.`,
  *check(facts) {
    for (const { question, node } of facts.questions) {
      const pairs = [
        ['min', 'max', question.min, question.max],
        ['min_length', 'max_length', question.minLength, question.maxLength],
      ] as const;
      for (const [low, high, least, most] of pairs) {
        if (!child(node, low) || !child(node, high) || least <= most) continue;
        yield {
          at: blockSpot(facts, child(node, low)),
          message: `${low} ${least} is above ${high} ${most}, so no answer is allowed`,
        };
      }
    }
  },
});
