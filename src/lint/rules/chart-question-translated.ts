import { questionSpot } from '../charts/question-spot.ts';
import { textOf } from '../charts/questions.ts';
import { translatedCharts } from '../charts/translated-texts.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionTranslated = chartRule({
  code: 'chart-question-translated',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the dashboard shows a text of its own in place of that of the chart',
  docs: `The dashboard of Rancher 2 has translations of the questions and groups of some charts, which it finds by the name of
the chart alone: another chart of that name gets the texts of that one where a variable or a group is called the same.
In Rancher 2.15 that is \`longhorn\`, in Chinese.`,
  *check(chart) {
    const { name = '', home = '' } = chart.loaded.metadata ?? {};
    const translated = translatedCharts.get(name);
    // The texts are those of the project itself.
    if (!translated || home.includes(name)) return;
    const reported = new Set<string>();
    for (const question of chart.questions) {
      const variable = textOf(question, 'variable');
      const group = textOf(question, 'group');
      const key = translated.variables.has(variable)
        ? 'variable'
        : translated.groups.has(group.toLowerCase().replaceAll(/[^a-z\d]/g, ''))
          ? 'group'
          : undefined;
      const text = key === 'group' ? group : variable;
      if (key === undefined || reported.has(text)) continue;
      reported.add(text);
      yield {
        at: questionSpot(chart, question, key),
        message: `the dashboard has its own texts for the ${key} ${JSON.stringify(text)} of a chart called ${name}`,
        hint: 'give the chart another name',
      };
    }
  },
});
