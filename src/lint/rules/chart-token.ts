import { objectName, partAt, podOf, type ChartObject } from '../charts/objects.ts';
import { objectSpot, type ObjectsFacts } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** Whether a pod gets a token for the API. */
function getsToken({ objects }: ObjectsFacts, spec: ReturnType<typeof partAt>): boolean {
  if (typeof spec.automountServiceAccountToken === 'boolean')
    return spec.automountServiceAccountToken;
  const account = objects.find(
    ({ kind, name }) =>
      kind === 'ServiceAccount' && name === (spec.serviceAccountName ?? 'default'),
  );
  return account?.value.automountServiceAccountToken !== false;
}

const isBinding = ({ kind }: ChartObject) =>
  kind === 'RoleBinding' || kind === 'ClusterRoleBinding';

export const chartToken = objectsRule({
  code: 'chart-token',
  group: 'chart-objects',
  severity: 'info',
  summary: 'pods have a token for the API of Kubernetes that they do not need',
  docs: `The chart gives its pods no rights with a RoleBinding, so they do not use the API, but each container has a token of its service
account. An attacker in one of them has it, too. A chart with a RoleBinding or ClusterRoleBinding is not reported.`,
  *check(facts) {
    if (facts.objects.some(isBinding)) return;
    for (const object of facts.objects) {
      const pod = podOf(object);
      if (!pod || !getsToken(facts, partAt(pod, 'spec'))) continue;
      yield {
        at: objectSpot(facts, object),
        message: `the pods of ${objectName(object)} have a token for the API, and no rights there`,
        hint: 'set automountServiceAccountToken: false',
      };
    }
  },
});
