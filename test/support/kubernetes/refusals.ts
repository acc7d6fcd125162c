import { parseAllDocuments } from 'yaml';
import type { Refusal } from './api.ts';
import type { Namespace } from './cluster.ts';
import { done, type PackedChart, type Values } from './rancher-helm.ts';

const isMap = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths of all values, such as `auth.password`. An empty map is a value. */
export const leaves = (value: unknown, path: readonly string[] = []): readonly string[] =>
  isMap(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
    : [path.join('.')];

/** Values with another one at a path. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [key = '', ...rest] = path.split('.');
  const inner = values[key];
  const changed =
    rest.length === 0 ? value : withValue(isMap(inner) ? inner : {}, rest.join('.'), value);
  return { ...values, [key]: changed };
}

const resources: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networking.k8s.io/v1/networkpolicies',
  PodDisruptionBudget: 'policy/v1beta1/poddisruptionbudgets',
  Secret: 'secrets',
  Service: 'services',
  ServiceAccount: 'serviceaccounts',
  StatefulSet: 'apps/v1/statefulsets',
};

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The refusals of the API server when it is asked to accept what an upgrade of the release `cache` would send. */
export async function refusals(
  namespace: Namespace,
  packed: PackedChart,
  values: Values,
): Promise<readonly string[]> {
  const { stdout } = await done(namespace.helm(4).dryRun('cache', packed, values));
  const { manifest } = JSON.parse(stdout) as { readonly manifest: string };
  const found: string[] = [];
  for (const document of parseAllDocuments(manifest)) {
    const object = document.toJS() as Rendered | null;
    if (object === null) continue;
    const kind = resources[object.kind];
    if (kind === undefined) throw new Error(`where are objects of ${object.kind}?`);
    const { status, body } = await namespace.api.send<Refusal>(
      'PATCH',
      `${namespace.path(kind, object.metadata.name)}?dryRun=All&fieldManager=helm&force=true`,
      object,
      'apply-patch+yaml',
    );
    if (status >= 400) found.push(`${object.kind} ${object.metadata.name}: ${body.message}`);
  }
  return found;
}
