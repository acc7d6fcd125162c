import { nearest } from '../../diagnostics/nearest.ts';
import {
  conditionOf,
  isKnown,
  neverShown,
  outcomeOf,
  parseCondition,
} from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionUnknown = chartRule({
  code: 'chart-condition-unknown',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a condition is about a value that does not exist',
  docs: `The variable of a \`show_if\` is neither asked nor in values.yaml, so it is never equal to a value: the question
is never shown, or with \`||\` only if another comparison holds. Names are case-sensitive and have no \`.Values\` before them.`,
  *check(chart) {
    const asked = [...new Set(chart.questions.map(({ variable }) => variable))];
    for (const question of chart.questions) {
      const condition = conditionOf(question) ?? '';
      for (const { variable, value } of parseCondition(condition).comparisons ?? []) {
        const isNever = outcomeOf(chart, `${variable}=${value}`) === 'never';
        if (!isNever || isKnown(chart, variable)) continue;
        const meant = nearest(variable, asked);
        yield {
          at: questionSpot(chart, question, 'show_if'),
          message: `${variable} is neither a question nor in values.yaml, so ${neverShown(chart, condition, nameOf(question))}`,
          hint:
            meant === undefined
              ? 'name a question, or a value of values.yaml'
              : `did you mean ${meant}?`,
        };
      }
    }
  },
});
