import { containersOf, isService, objectName, partsIn, podOf } from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

export const chartProbes = objectsRule({
  code: 'chart-probes',
  group: 'chart-objects',
  severity: 'warning',
  summary: 'a container with ports has no readinessProbe',
  docs: `Without one, Kubernetes sends requests as soon as the process runs, and an upgrade replaces the next pod at once. Rancher waits
until all pods are ready before it reports an installation as done.`,
  *check(facts) {
    for (const object of facts.objects) {
      const pod = isService(object) ? podOf(object) : undefined;
      for (const { name, ports, readinessProbe } of pod ? containersOf(pod) : []) {
        if (partsIn(ports).length === 0 || readinessProbe !== undefined) continue;
        yield {
          at: objectSpot(facts, object),
          message: `the container ${String(name)} of ${objectName(object)} gets requests before it is ready`,
          hint: 'add a readinessProbe',
        };
      }
    }
  },
});
