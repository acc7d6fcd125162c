import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

const broken: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  radio: [
    'all radio questions of a form share one name, so choosing in one clears the others',
    'use enum',
  ],
  yaml: [
    'the form does not keep what is typed (rancher/dashboard#10814)',
    'use multiline, and fromYaml in the template',
  ],
};

export const chartQuestionTypeBroken = chartRule({
  code: 'chart-question-type-broken',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'this question type does not work in Rancher',
  docs: `Two types are known and broken. \`radio\` writes the literal name \`question.variable\` into each of its inputs
(rancher/dashboard shell/components/Questions/Radio.vue), so two such questions exclude each other. \`yaml\` loses what is
typed (rancher/dashboard#10814, #19181). One radio question alone is not reported.`,
  *check(chart) {
    const radios = chart.questions.filter(({ type }) => type === 'radio').length;
    for (const question of chart.questions) {
      const found = Object.hasOwn(broken, question.type) ? broken[question.type] : undefined;
      if (!found || (question.type === 'radio' && radios < 2)) continue;
      yield {
        at: questionSpot(chart, question, 'type'),
        message: `${nameOf(question)}: ${found[0]}`,
        hint: found[1],
      };
    }
  },
});
