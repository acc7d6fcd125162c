import type { LaunchedChart } from '../actions/launching/launch-chart.ts';
import { shownChangesYaml } from '../actions/launching/describe-chart-launch.ts';
import { counted } from '../diagnostics/counted.ts';
import { formatTable } from '../terminal/table.ts';

const indented = (text: string) => text.replaceAll(/^(?=.)/gm, '  ');

function valuesText(launched: LaunchedChart): string {
  const { chart, shown, changes } = launched;
  const name = `${chart.metadata.name} ${chart.metadata.version}`;
  const asked =
    shown.length === 0
      ? 'has no questions: Rancher 2 shows its values as YAML.'
      : `asks ${counted(shown.length, 'question')}.`;
  return Object.keys(changes).length === 0
    ? `${name} ${asked} The form sends no changes to its values.\n`
    : `${name} ${asked} The form sends:\n\n${indented(shownChangesYaml(launched))}`;
}

/** Values and objects for people. */
export function formatChartLaunch(launched: LaunchedChart, width: number): string {
  const { objects, helm, manifest } = launched;
  const head = valuesText(launched);
  if (manifest === undefined) return head;
  const rows = objects.map(({ kind, name, template }) => [
    kind,
    name,
    template.replace(/^templates\//, ''),
  ]);
  const created = `${head}\nhelm ${helm ?? ''} creates ${counted(rows.length, 'object')}`;
  if (rows.length === 0) return `${created}.\n`;
  return `${created}:\n\n${formatTable(['KIND', 'NAME', 'TEMPLATE'], rows, width)}\n`;
}
