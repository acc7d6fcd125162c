import { objectName, podOf } from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { restrictedFaults } from '../charts/pod-security.ts';
import { objectsRule } from '../lint-rule.ts';

export const chartPodSecurity = objectsRule({
  code: 'chart-pod-security',
  group: 'chart-objects',
  severity: 'warning',
  summary: 'pods do not meet the Pod Security Standard restricted',
  docs: `A namespace that enforces \`restricted\`, as Rancher's template \`rancher-restricted\` for hardened clusters does, refuses such
pods: the app stays without pods, and the installation fails after ten minutes. See
https://kubernetes.io/docs/concepts/security/pod-security-standards.`,
  *check(facts) {
    for (const object of facts.objects) {
      const pod = podOf(object);
      const faults = pod ? restrictedFaults(pod) : [];
      if (faults.length === 0) continue;
      yield {
        at: objectSpot(facts, object),
        message: `${objectName(object)} is refused in a namespace with restricted pods: ${faults.join(', ')}`,
        hint: 'set securityContext of the pod and of each container',
      };
    }
  },
});
