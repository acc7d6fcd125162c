import type { RunPod, Variable } from './pod-spec.ts';

/** Looks up a key of a Secret or a ConfigMap; undefined if it is not there. */
export type LookUp = (
  kind: 'secrets' | 'configmaps',
  name: string,
  key: string,
) => Promise<string | undefined>;

/** Why a container cannot be started yet. */
export class NotYet extends Error {}

/** Replaces `$(NAME)` of variables that are set; `$$(NAME)` stands for `$(NAME)`. */
export const expand = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\$|\$\(([^()]+)\)/g, (all, name: string | undefined) =>
    name === undefined ? '$' : (variables[name] ?? all),
  );

function fieldOf({ metadata, spec }: RunPod, address: string, path: string): string {
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'status.podIP': address,
  };
  const value = fields[path];
  if (value === undefined) throw new Error(`no field ${path} for an environment variable`);
  return value;
}

async function valueOf(
  { name, value = '', valueFrom }: Variable,
  pod: RunPod,
  address: string,
  lookUp: LookUp,
): Promise<string | undefined> {
  if (valueFrom === undefined) return value;
  const { fieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) return fieldOf(pod, address, fieldRef.fieldPath);
  const reference = secretKeyRef ?? configMapKeyRef;
  if (reference === undefined) throw new Error(`no value for ${name}`);
  const kind = secretKeyRef === undefined ? 'configmaps' : 'secrets';
  const found = await lookUp(kind, reference.name, reference.key);
  if (found === undefined && reference.optional !== true)
    throw new NotYet(`no key ${reference.key} in ${kind} ${reference.name}`);
  return found;
}

/** The environment of a container: its own variables, and those that each container has. Throws a NotYet. */
export async function environmentOf(
  variables: readonly Variable[],
  pod: RunPod,
  address: string,
  lookUp: LookUp,
): Promise<Readonly<Record<string, string>>> {
  const made: Record<string, string> = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOSTNAME: pod.spec.hostname ?? pod.metadata.name,
    HOME: '/',
  };
  for (const variable of variables) {
    const value = await valueOf(variable, pod, address, lookUp);
    if (value !== undefined)
      made[variable.name] = variable.valueFrom === undefined ? expand(value, made) : value;
  }
  return made;
}
