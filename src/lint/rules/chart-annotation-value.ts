import { annotationsOf, valueFault } from '../charts/annotations.ts';
import { chartRule } from '../lint-rule.ts';

export const chartAnnotationValue = chartRule({
  code: 'chart-annotation-value',
  group: 'chart',
  severity: 'warning',
  summary: 'Rancher does not understand the value of an annotation',
  docs: `A switch such as \`hidden\` counts only if it is \`true\`; \`featured\` is a number; \`permits-os\` is a list of linux and
windows; \`requests-cpu\` and \`requests-memory\` are quantities of Kubernetes. Other values are ignored without a message. An
empty value is the same as no annotation.`,
  *check(chart) {
    for (const { name, value, node } of annotationsOf(chart.root('Chart.yaml'))) {
      const fault = valueFault(name, value);
      if (fault === undefined) continue;
      yield {
        at: chart.spot('Chart.yaml', node),
        message: `${name} is ${JSON.stringify(value)}; expected ${fault}`,
        hint: 'correct the value, or remove the annotation',
      };
    }
  },
});
