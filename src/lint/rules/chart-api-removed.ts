import { objectName } from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** API versions that Kubernetes has removed: since when, and what replaces them. */
const removed: Readonly<Record<string, readonly [since: string, instead: string]>> = {
  'extensions/v1beta1': ['1.16 or 1.22', 'apps/v1 or networking.k8s.io/v1'],
  'apps/v1beta1': ['1.16', 'apps/v1'],
  'apps/v1beta2': ['1.16', 'apps/v1'],
  'networking.k8s.io/v1beta1': ['1.22', 'networking.k8s.io/v1'],
  'rbac.authorization.k8s.io/v1beta1': ['1.22', 'rbac.authorization.k8s.io/v1'],
  'apiextensions.k8s.io/v1beta1': ['1.22', 'apiextensions.k8s.io/v1'],
  'admissionregistration.k8s.io/v1beta1': ['1.22', 'admissionregistration.k8s.io/v1'],
  'policy/v1beta1': ['1.25', 'policy/v1'],
  'batch/v1beta1': ['1.25', 'batch/v1'],
  'autoscaling/v2beta1': ['1.25', 'autoscaling/v2'],
  'autoscaling/v2beta2': ['1.26', 'autoscaling/v2'],
};

export const chartApiRemoved = objectsRule({
  code: 'chart-api-removed',
  group: 'chart-objects',
  severity: 'error',
  summary: 'an object is of an API version that Kubernetes has removed',
  docs: `Helm cannot install it: "no matches for kind". A template can choose by \`.Capabilities.APIVersions.Has\`; lint renders the chart for
the Kubernetes that Helm assumes by default, which is a current one.`,
  *check(facts) {
    for (const object of facts.objects) {
      const found = Object.hasOwn(removed, object.apiVersion)
        ? removed[object.apiVersion]
        : undefined;
      if (!found) continue;
      yield {
        at: objectSpot(facts, object),
        message: `${objectName(object)} is of ${object.apiVersion}, which Kubernetes ${found[0]} removed`,
        hint: `use ${found[1]}`,
      };
    }
  },
});
