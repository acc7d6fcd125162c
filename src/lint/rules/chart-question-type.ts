import { nearest } from '../../diagnostics/nearest.ts';
import { knownTypes, knownWidget } from '../../rancher2/form/form-question.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

/** `text` is unknown to the form as well, but means what the form shows. */
const known: readonly string[] = [...knownTypes, 'text'];

const isKnown = (type: string) => known.includes(type) || knownWidget(type) !== undefined;

export const chartQuestionType = chartRule({
  code: 'chart-question-type',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'unknown question type',
  docs: `The form shows a text box for a type that it does not know, so a number or a boolean becomes text
(rancher/dashboard shell/components/Questions/index.vue, componentForQuestion). A question without a type is a text box as
well. \`questionMap\` is unknown too: types are compared in lower case.`,
  *check(chart) {
    for (const question of chart.questions) {
      const { type } = question;
      if (type === '' || isKnown(type)) continue;
      const meant = nearest(type, known);
      yield {
        at: questionSpot(chart, question, 'type'),
        message: `unknown question type ${type}: the form shows a text box for ${nameOf(question)}`,
        hint: meant === undefined ? `known types: ${known.join(', ')}` : `did you mean ${meant}?`,
      };
    }
  },
});
