import { canBe, conditionOf, parseCondition, subConditionOf } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf, type FormQuestion } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionNever = chartRule({
  code: 'chart-condition-never',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a condition compares with a value that a question cannot have',
  docs: `The value is not among the options of the other question, or is neither true nor false for a boolean. The
question is never shown. Values are compared as text, in the case in which they are written.`,
  *check(chart) {
    const byVariable = new Map<string, FormQuestion[]>();
    for (const each of chart.questions) {
      byVariable.set(each.variable, [...(byVariable.get(each.variable) ?? []), each]);
    }
    const isNever = (variable: string, value: string) => {
      const asked = byVariable.get(variable) ?? [];
      return asked.length > 0 && asked.every((each) => !canBe(each, value));
    };
    for (const question of chart.questions) {
      const { comparisons = [] } = parseCondition(conditionOf(question) ?? '=');
      for (const { variable, value } of comparisons) {
        if (!isNever(variable, value)) continue;
        yield {
          at: questionSpot(chart, question, 'show_if'),
          message: `${variable} is never ${value}, so ${nameOf(question)} is never shown`,
          hint: `compare with an option of ${variable}`,
        };
      }
      const below = subConditionOf(question);
      if (!below || below.text.includes('=') || !isNever(question.variable, below.text)) continue;
      yield {
        at: questionSpot(chart, question, below.key),
        message: `${nameOf(question)} is never ${below.text}, so its subquestions are never shown`,
        hint: 'compare with an option of the question',
      };
    }
  },
});
