import { child } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionOptions = chartRule({
  code: 'chart-question-options',
  group: 'chart-questions',
  severity: 'error',
  summary: 'an enum question has no list of options',
  docs: `The form offers the items of \`options\`, a list, or the keys of a map from value to label. With none of these a
user cannot choose anything.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (question.type !== 'enum' && question.type !== 'radio') continue;
      const options = child(question.node, 'options');
      const count =
        options?.kind === 'list'
          ? options.items.length
          : options?.kind === 'map'
            ? options.entries.size
            : 0;
      if (count > 0) continue;
      const isText = options?.kind === 'scalar' && options.type !== 'null';
      yield {
        at: questionSpot(chart, question, 'options'),
        message: `${nameOf(question)} ${isText ? 'has options that are not a list' : 'has no options'}, so nothing can be chosen`,
        hint: 'add options: a list of values',
      };
    }
  },
});
