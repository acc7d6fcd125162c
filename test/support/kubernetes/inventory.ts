import type { Namespace } from './cluster.ts';

/** Kinds of objects that a release could make or leave behind. */
const kinds = [
  'pods',
  'services',
  'endpoints',
  'secrets',
  'configmaps',
  'serviceaccounts',
  'persistentvolumeclaims',
  'apps/v1/deployments',
  'apps/v1/statefulsets',
  'policy/v1beta1/poddisruptionbudgets',
  'networking.k8s.io/v1/networkpolicies',
  'rbac.authorization.k8s.io/v1/roles',
  'rbac.authorization.k8s.io/v1/rolebindings',
  'batch/v1/jobs',
];

/** What Kubernetes makes in each namespace and for each account, and helm's own record of a release. */
const ofOthers =
  /-token-\w+$|^serviceaccounts\/default$|^configmaps\/kube-root-ca|^secrets\/sh\.helm\./;

/** All objects in a namespace, as `kind/name`, sorted. */
export async function inventory(namespace: Namespace): Promise<readonly string[]> {
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      const names = await namespace.names(kind);
      return names.map((name) => `${kind.split('/').at(-1)}/${name}`);
    }),
  );
  return lists
    .flat()
    .filter((each) => !ofOthers.test(each))
    .toSorted();
}
