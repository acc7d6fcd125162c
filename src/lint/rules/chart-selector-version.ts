import {
  isService,
  objectName,
  partAt,
  partsIn,
  type ChartObject,
  type Part,
} from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** Labels that differ from version to version. */
const versioned = new Set(['helm.sh/chart', 'app.kubernetes.io/version', 'chart']);

/** Labels that can never be changed, with the place that they are in. */
function fixedLabels({ kind, value }: ChartObject): (readonly [string, Part])[] {
  const claims = kind === 'StatefulSet' ? partsIn(partAt(value, 'spec').volumeClaimTemplates) : [];
  return [
    ['the selector', partAt(value, 'spec', 'selector', 'matchLabels')],
    ...claims.map(
      (claim) => ['volumeClaimTemplates', partAt(claim, 'metadata', 'labels')] as const,
    ),
  ];
}

export const chartSelectorVersion = objectsRule({
  code: 'chart-selector-version',
  group: 'chart-objects',
  severity: 'error',
  summary: 'a part that can never be changed has the version of the chart',
  docs: `Kubernetes refuses a change of a selector and of volumeClaimTemplates. With a label such as \`helm.sh/chart\` in one of them,
every upgrade to another version fails: "field is immutable", "updates to statefulset spec are forbidden". Select by
\`app.kubernetes.io/name\` and \`app.kubernetes.io/instance\`.`,
  *check(facts) {
    for (const object of facts.objects.filter(isService)) {
      for (const [place, labels] of fixedLabels(object)) {
        const found = Object.keys(labels).find((name) => versioned.has(name));
        if (found === undefined) continue;
        yield {
          at: objectSpot(facts, object),
          message: `${place} of ${objectName(object)} has the label ${found}, so the next version cannot be installed over this one`,
          hint: `remove ${found} from it`,
        };
      }
    }
  },
});
