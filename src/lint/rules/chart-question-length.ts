import { child } from '../../source/yaml-node.ts';
import { has, isNumeric, nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionLength = chartRule({
  code: 'chart-question-length',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a limit of the length is not checked',
  docs: `The form never checks \`max_length\`: it is passed on as \`maxLenght\` (rancher/dashboard
shell/components/Questions/Question.js). \`min_length\` has no effect on numbers and booleans, which have no length. Put
\`maxLength\` into values.schema.json, which Helm checks.`,
  *check(chart) {
    for (const question of chart.questions) {
      const dead = [
        ...(has(question, 'max_length') ? ['max_length'] : []),
        ...(has(question, 'min_length') && (isNumeric(question) || question.type === 'boolean')
          ? ['min_length']
          : []),
      ];
      for (const key of dead) {
        yield {
          at: chart.spot('questions.yaml', child(question.node, key)),
          message: `the form does not check ${key} of ${nameOf(question)}`,
          hint:
            key === 'max_length'
              ? 'put maxLength into values.schema.json'
              : 'put minimum into values.schema.json',
        };
      }
    }
  },
});
