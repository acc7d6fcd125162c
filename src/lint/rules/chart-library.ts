import { annotationsOf } from '../charts/annotations.ts';
import { scalarText } from '../charts/value-path.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartLibrary = chartRule({
  code: 'chart-library',
  group: 'chart',
  severity: 'error',
  summary: 'a library chart is offered for installation',
  docs: `Rancher lists a chart of the type library like any other, and Helm refuses to install it. Hide it with the annotation
\`catalog.cattle.io/hidden: "true"\`; other charts can depend on it anyway.`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    const type = child(root, 'type');
    if (scalarText(type) !== 'library' || !chart.place.inRepository) return;
    const isHidden = annotationsOf(root).some(
      ({ name, value }) => name === 'catalog.cattle.io/hidden' && value === 'true',
    );
    if (isHidden) return;
    yield {
      at: chart.spot('Chart.yaml', type),
      message: 'Rancher offers this library, which cannot be installed',
      hint: 'add the annotation catalog.cattle.io/hidden: "true"',
    };
  },
});
