import {
  containersOf,
  objectName,
  partAt,
  partsIn,
  podOf,
  type ChartObject,
  type Part,
} from '../charts/objects.ts';
import { objectSpot } from '../charts/objects-facts.ts';
import { objectsRule } from '../lint-rule.ts';

/** Lists of ports, with the key that has the number. */
function portsOf(object: ChartObject): (readonly [readonly Part[], string])[] {
  if (object.kind === 'Service') return [[partsIn(partAt(object.value, 'spec').ports), 'port']];
  const pod = podOf(object);
  return (pod ? containersOf(pod) : []).map(({ ports }) => [partsIn(ports), 'containerPort']);
}

export const chartPortProtocol = objectsRule({
  code: 'chart-port-protocol',
  group: 'chart-objects',
  severity: 'warning',
  summary: 'two ports have one number, and not both a protocol',
  docs: `Helm merges lists of ports by number and protocol when it upgrades. Where \`protocol\` is missing, one of the two ports is lost or
doubled (kubernetes/kubernetes#39188, #105610). Helm 4 applies on the server, which refuses duplicates.`,
  *check(facts) {
    for (const object of facts.objects) {
      for (const [ports, key] of portsOf(object)) {
        const open = ports.find(
          (port) =>
            port.protocol === undefined &&
            ports.filter((each) => each[key] === port[key]).length > 1,
        );
        if (!open) continue;
        yield {
          at: objectSpot(facts, object),
          message: `${objectName(object)} has the port ${String(open[key])} twice, and once without protocol`,
          hint: 'write protocol: TCP or UDP for each port',
        };
      }
    }
  },
});
