import {
  conditionOf,
  expressionOutcome,
  isKnown,
  neverShown,
  outcomeOf,
  parseCondition,
  subConditionOf,
} from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionNever = chartRule({
  code: 'chart-condition-never',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a condition compares with a value that a question cannot have',
  docs: `The value is not among the options of the other question, or is neither true nor false for a boolean, and
values.yaml does not have it either. The question is never shown, or with \`||\` only if another comparison holds. Values are
compared as text, in the case in which they are written.`,
  *check(chart) {
    for (const question of chart.questions) {
      const condition = conditionOf(question) ?? '';
      for (const { variable, value } of parseCondition(condition).comparisons ?? []) {
        const isNever = outcomeOf(chart, `${variable}=${value}`) === 'never';
        if (!isNever || !isKnown(chart, variable)) continue;
        yield {
          at: questionSpot(chart, question, 'show_if'),
          message: `${variable} is never ${value}, so ${neverShown(chart, condition, nameOf(question))}`,
          hint: `compare with an option of ${variable}`,
        };
      }
      const below = subConditionOf(question);
      if (!below || below.text.includes('=')) continue;
      const { subquestionsIf = '', showIf } = question.form;
      if (expressionOutcome(chart, subquestionsIf, showIf) !== 'never') continue;
      yield {
        at: questionSpot(chart, question, below.key),
        message: `${nameOf(question)} is never ${below.text}, so its subquestions are never shown`,
        hint: 'compare with an option of the question',
      };
    }
  },
});
