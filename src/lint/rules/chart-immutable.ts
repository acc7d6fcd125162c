import { isService, objectName, partAt, type ChartObject } from '../charts/objects.ts';
import { before, objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** Fields of a spec that Kubernetes refuses to change. */
const fields: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['selector'],
  DaemonSet: ['selector'],
  StatefulSet: ['selector', 'serviceName', 'podManagementPolicy', 'volumeClaimTemplates'],
};

const textOf = ({ value }: ChartObject, field: string) =>
  JSON.stringify(partAt(value, 'spec')[field]);

export const chartImmutable = objectsRule({
  code: 'chart-immutable',
  group: 'chart-objects',
  severity: 'error',
  summary: 'a version changes what cannot be changed in a running app',
  docs: `Selectors, and in a StatefulSet also serviceName, podManagementPolicy and volumeClaimTemplates, are fixed when the object is
made. Compared are the newest version and the one before it in the index, both with their own values. An upgrade from the one to the other
fails. Keep the field, or give the object another name: then it is a new one, with new volumes.`,
  *check(facts) {
    for (const object of facts.objects.filter(isService)) {
      const old = before(facts, object);
      for (const field of (old && fields[object.kind]) ?? []) {
        if (!old || textOf(old, field) === textOf(object, field)) continue;
        yield {
          at: objectSpot(facts, object),
          message: `${field} of ${objectName(object)} is not that of version ${facts.previous?.version ?? ''}, so an upgrade fails`,
          hint: `keep ${field} as it was`,
        };
      }
    }
  },
});
