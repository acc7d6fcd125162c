import { conditionOf, parseCondition } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionGrammar = chartRule({
  code: 'chart-condition-grammar',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'Rancher up to 2.15 does not understand a condition',
  docs: `\`show_if\` is \`variable=value\`, or several of these joined by \`&&\`, or by \`||\`. Rancher up to 2.15 rewrites
the text to another language, and shows the question if the result cannot be evaluated (rancher/dashboard v2.15.0
shell/components/Questions/index.vue:74). That is so with \`!=\`, \`==\`, \`<=\`, \`>=\`, and with \`!\` or parentheses around
a comparison. \`&&\` and \`||\` have the same precedence there, so both in one condition mean something else than they seem
to. Test the opposite value instead of \`!=\`, and ask the question twice, with two conditions, instead of \`||\`.`,
  *check(chart) {
    for (const question of chart.questions) {
      const condition = conditionOf(question);
      const fault = condition === undefined ? undefined : parseCondition(condition).fault;
      if (fault === undefined) continue;
      yield {
        at: questionSpot(chart, question, 'show_if'),
        message: `Rancher up to 2.15 does not understand ${fault} in a condition, and always shows ${nameOf(question)}`,
        hint: 'write variable=value, or several of them joined by &&',
      };
    }
  },
});
