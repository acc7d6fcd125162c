import { objectName, partAt, type ChartObject } from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

const labelsOf = (object: ChartObject) =>
  JSON.stringify(partAt(object.value, 'spec', 'selector').matchLabels);

/** Why a budget never allows that a pod is evicted. */
function faultOf(budget: ChartObject, objects: readonly ChartObject[]): string | undefined {
  const { maxUnavailable, minAvailable } = partAt(budget.value, 'spec');
  if (maxUnavailable === 0 || maxUnavailable === '0%') return `maxUnavailable is ${maxUnavailable}`;
  if (minAvailable === '100%') return 'minAvailable is 100%';
  const of = objects.find(
    (each) =>
      ['Deployment', 'StatefulSet'].includes(each.kind) && labelsOf(each) === labelsOf(budget),
  );
  const { replicas = 1 } = of ? partAt(of.value, 'spec') : { replicas: Infinity };
  if (typeof minAvailable !== 'number' || typeof replicas !== 'number') return undefined;
  return minAvailable >= replicas
    ? `minAvailable is ${minAvailable}, with ${replicas} replica${replicas === 1 ? '' : 's'}`
    : undefined;
}

export const chartPdb = objectsRule({
  code: 'chart-pdb',
  group: 'chart-objects',
  severity: 'warning',
  summary: 'a PodDisruptionBudget blocks every eviction',
  docs: `A node with such a pod can never be drained: an upgrade of Kubernetes in Rancher waits until the timeout, or forever. Use
\`maxUnavailable: 1\`, also for a single replica.`,
  *check(facts) {
    for (const object of facts.objects) {
      if (object.kind !== 'PodDisruptionBudget') continue;
      const fault = faultOf(object, facts.objects);
      if (fault === undefined) continue;
      yield {
        at: objectSpot(facts, object),
        message: `${objectName(object)} blocks the drain of nodes: ${fault}`,
        hint: 'use maxUnavailable: 1',
      };
    }
  },
});
