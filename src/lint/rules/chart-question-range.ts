import { questionSpot } from '../charts/question-spot.ts';
import { isNumeric, startOf, textOf, type FormQuestion } from '../charts/questions.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === '' || !Number.isFinite(Number(text))
    ? undefined
    : Number(text);

/** A limit as the form checks it; 0 is none. */
const limitOf = (question: FormQuestion, key: string) =>
  numberOf(textOf(question, key)) || undefined;

export const chartQuestionRange = chartRule({
  code: 'chart-question-range',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the value of a question is outside of its limits, or no value is within them',
  docs: `The form shows an error below the field from the start. Rancher does not block the installation because of it
(rancher/rancher#46687).`,
  *check(chart) {
    for (const question of chart.questions) {
      if (!isNumeric(question)) continue;
      const [min, max] = [limitOf(question, 'min'), limitOf(question, 'max')];
      if (min !== undefined && max !== undefined && min > max) {
        const message = `no number is at least ${min} and at most ${max}`;
        yield { at: questionSpot(chart, question, 'min'), message, hint: 'correct min or max' };
        continue;
      }
      const value = numberOf(scalarText(startOf(question, chart.values)));
      if (value === undefined) continue;
      const isLow = min !== undefined && value < min;
      if (!isLow && (max === undefined || value <= max)) continue;
      yield {
        at: questionSpot(chart, question, isLow ? 'min' : 'max'),
        message: `${value}, the value of ${question.variable}, is ${isLow ? `less than ${String(min)}` : `more than ${String(max)}`}`,
        hint: 'correct the value, or the limit',
      };
    }
  },
});
