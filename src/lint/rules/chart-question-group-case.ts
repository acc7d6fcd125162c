import { questionSpot } from '../charts/question-spot.ts';
import { has, textOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionGroupCase = chartRule({
  code: 'chart-question-group-case',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the names of two groups differ only in case or blanks',
  docs: `The form compares the names of groups in lower case, without blanks around them, and shows one tab with the
name that comes first.`,
  *check(chart) {
    const first = new Map<string, string>();
    const reported = new Set<string>();
    for (const question of chart.questions) {
      const group = textOf(question, 'group');
      if (!has(question, 'group') || group === '') continue;
      const key = group.trim().toLowerCase();
      const other = first.get(key) ?? group;
      first.set(key, other);
      if (other === group || reported.has(group)) continue;
      reported.add(group);
      yield {
        at: questionSpot(chart, question, 'group'),
        message: `the group ${JSON.stringify(group)} is shown as ${JSON.stringify(other)}`,
        hint: 'write the name of the group the same way everywhere',
      };
    }
  },
});
