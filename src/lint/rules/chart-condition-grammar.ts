import { conditionOf, evaluatedOf, outcomeOf, parseCondition } from '../charts/conditions.ts';
import type { ChartFacts } from '../charts/chart-facts.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

/** What the form does with a condition that it does not understand. */
function effectOf(chart: ChartFacts, condition: string, name: string): string {
  const evaluated = evaluatedOf(condition);
  const outcome = outcomeOf(chart, condition);
  if (evaluated === undefined || outcome === 'always') return `and always shows ${name}`;
  if (outcome === 'never') return `reads it as ${evaluated}, and never shows ${name}`;
  // Such a condition is evaluated in two ways, of which one is enough.
  if (evaluated.includes('-')) return `and may show ${name} at other times than is meant`;
  return `and shows ${name} if ${evaluated}`;
}

export const chartConditionGrammar = chartRule({
  code: 'chart-condition-grammar',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'Rancher up to 2.15 does not understand a condition',
  docs: `\`show_if\` is \`variable=value\`, or several of these joined by \`&&\`, or by \`||\`. Rancher up to 2.15 rewrites
the text to another language, Jexl, and evaluates the result (rancher/dashboard v2.15.0
shell/components/Questions/index.vue:74). A result that cannot be evaluated always shows the question: this is so with
\`!=\`, \`==\`, \`<=\`, \`>=\`, a second \`=\`, a line break, and double quotes. Others are
evaluated, but not as they are meant. \`(a=b)\` compares \`a\` with the text \`b)\`, \`a='b'\` compares it with \`'b'\`, \`!a=b\` compares \`true\` or \`false\`
with \`b\`, and \`a=b||c=d&&e=f\` is \`(a=b||c=d)&&e=f\`, as \`&&\` and \`||\` have the same precedence. The message has what is
evaluated, and whether the question is then always or never shown. Test the opposite value instead of \`!=\`, and ask the
question twice, with two conditions, instead of \`||\`.`,
  *check(chart) {
    for (const question of chart.questions) {
      const condition = conditionOf(question);
      if (condition === undefined || condition.trim() === '') continue;
      const { fault } = parseCondition(condition);
      if (fault === undefined && evaluatedOf(condition) !== undefined) continue;
      const what = fault === undefined ? 'this condition' : `${fault} in a condition`;
      yield {
        at: questionSpot(chart, question, 'show_if'),
        message: `Rancher up to 2.15 does not understand ${what}, ${effectOf(chart, condition, nameOf(question))}`,
        hint: 'write variable=value, or several of them joined by &&',
      };
    }
  },
});
