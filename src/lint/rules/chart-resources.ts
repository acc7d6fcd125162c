import { containersOf, isService, objectName, partAt, podOf } from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** A value for resources in a template, such as `.Values.resources`. */
const settable = /\.\w*resources\b/i;

export const chartResources = objectsRule({
  code: 'chart-resources',
  group: 'chart-objects',
  severity: 'info',
  summary: 'a container requests no memory, and users cannot change that',
  docs: `Kubernetes puts any number of such pods on one node, and ends them first when its memory runs out. A Rancher project with a
resource quota refuses them. A chart whose templates read a value for resources is not reported.`,
  *check(facts) {
    if (settable.test(facts.chart.templates)) return;
    for (const object of facts.objects) {
      const pod = isService(object) ? podOf(object) : undefined;
      for (const container of pod ? containersOf(pod) : []) {
        const { requests, limits } = partAt(container, 'resources');
        // A limit is a request as well.
        if ((partAt(requests).memory ?? partAt(limits).memory) !== undefined) continue;
        yield {
          at: objectSpot(facts, object),
          message: `the container ${String(container.name)} of ${objectName(object)} requests no memory`,
          hint: 'add resources to values.yaml, and to the template',
        };
      }
    }
  },
});
