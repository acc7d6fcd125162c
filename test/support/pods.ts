import type { StatefulSet } from 'kubernetes-types/apps/v1.js';
import type { Container } from 'kubernetes-types/core/v1.js';

/** The only container of the pods of a set. */
export const onlyContainer = ({ spec }: StatefulSet): Container => {
  const [container, ...others] = spec?.template.spec?.containers ?? [];
  if (!container || others.length > 0) throw new Error('not one container');
  return container;
};

/** The environment that Kubernetes gives a container in a pod of this name. */
export const environmentOf = (container: Container, pod = 'demo-0') => {
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': pod,
    'spec.nodeName': 'node-0.example.com',
  };
  return Object.fromEntries(
    (container.env ?? []).map(({ name, value = '', valueFrom }) => {
      const path = valueFrom?.fieldRef?.fieldPath;
      return [
        name,
        path === undefined ? value.replace('$(POD_NAME)', pod) : (fields[path] ?? path),
      ];
    }),
  );
};
