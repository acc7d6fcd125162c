import { isOfEntry } from '../group-by-template.ts';
import { parseVersionFolder } from '../../rancher/template-path.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartPhantom = chartsRule({
  code: 'chart-phantom',
  group: 'chart-index',
  severity: 'warning',
  summary: 'Rancher 1.6 reads a chart as a version of a template',
  docs: `Rancher 1.6 takes every folder at the third level that is called like a version for one of a template: a chart in
\`charts/redis/1.0.0\` becomes a version of the template \`redis\`, beside those of \`templates/redis\`. Only repositories that also have
entries for Rancher 1.6 are reported.`,
  *check({ repository, places }) {
    const paths = [...repository.files.keys()];
    if (!paths.some((path) => isOfEntry({ path, sizeBytes: 0 }))) return;
    for (const { kind, path } of places) {
      const steps = path.split('/');
      if (kind !== 'folder' || steps.length !== 3) continue;
      if (parseVersionFolder(steps[2] ?? '') === undefined) continue;
      yield {
        at: { file: { path: `${path}/Chart.yaml`, sizeBytes: 0 } },
        message: `Rancher 1.6 lists this chart as version ${steps[2] ?? ''} of the template ${steps[1] ?? ''}`,
        hint: 'move the chart one directory deeper, or publish its archive in assets/ with an index.yaml',
      };
    }
  },
});
