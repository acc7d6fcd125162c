import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionsForm = chartRule({
  code: 'chart-questions-form',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'questions.yaml has no questions',
  docs: `The form is made of the list \`questions\` of questions.yaml, and of nothing else in it. Without that list users
get the YAML editor. A file that is not YAML is the same.`,
  *check(chart) {
    const path = 'questions.yaml';
    const read = chart.yaml(path);
    if (!read) return;
    const list = child(read.root, 'questions');
    if (list?.kind === 'list' && list.items.length > 0) return;
    const message = 'Rancher 2 finds no questions in this file, and shows the YAML editor';
    if (read.fault) {
      yield {
        at: chart.spot(path, read.fault.offset),
        message: `${message}: ${read.fault.message}`,
      };
      return;
    }
    yield {
      at: chart.spot(path, list ?? read.root),
      message,
      hint: 'write a list below the key questions, or remove the file',
    };
  },
});
