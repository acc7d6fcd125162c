import { chartRule } from '../lint-rule.ts';

export const chartAppReadme = chartRule({
  code: 'chart-app-readme',
  group: 'chart',
  severity: 'info',
  summary: 'a chart with a form has no app-readme.md',
  docs: `The installation page shows app-readme.md beside the form: what a user needs to know for the answers. Without it,
README.md is shown, which is usually written for those who use Helm.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    if (!metadata || chart.questions.length === 0) return;
    if ([...chart.files.keys()].some((path) => path.toLowerCase() === 'app-readme.md')) return;
    yield {
      at: chart.spot('questions.yaml'),
      message: `${metadata.name} has a form, and no app-readme.md that explains it`,
      hint: 'add app-readme.md beside Chart.yaml',
    };
  },
});
