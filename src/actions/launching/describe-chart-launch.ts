import { keysOf, setValue, valueAt, type Values } from '../../rancher2/form/value-path.ts';
import { writeYaml } from '../../source/write-yaml.ts';
import type { LaunchedChart } from './launch-chart.ts';

/** The values that the form sends, as a file for `helm install --values`. */
export const changesYaml = ({ changes }: Pick<LaunchedChart, 'changes'>): string =>
  Object.keys(changes).length === 0 ? '{}\n' : writeYaml(changes);

/** The same for a terminal: answers to password questions are hidden. */
export function shownChangesYaml({
  changes,
  shown,
}: Pick<LaunchedChart, 'changes' | 'shown'>): string {
  const copy: Values = structuredClone(changes);
  for (const { question } of shown) {
    const keys = keysOf(question.variable);
    const value = valueAt(copy, keys);
    if (question.type === 'password' && typeof value === 'string' && value !== '') {
      setValue(copy, keys, '•••');
    }
  }
  return changesYaml({ changes: copy });
}

/** A launch of a chart as plain data. */
export const describeChartLaunch = (launched: LaunchedChart): Record<string, unknown> => ({
  chart: launched.chart.metadata.name,
  version: launched.chart.metadata.version,
  questions: launched.shown.map(({ question: { variable, type }, group }) => ({
    variable,
    type,
    group,
    value: launched.value(variable) ?? null,
  })),
  changes: launched.changes,
  sent: launched.sent,
  helm: launched.helm ?? null,
  objects: launched.manifest === undefined ? null : launched.objects,
});
