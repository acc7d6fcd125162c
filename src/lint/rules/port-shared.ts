import { isGlobal } from '../affinity-facts.ts';
import { PortList, takenBy } from '../port-facts.ts';
import { unitsOf } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

export const portShared = versionRule({
  code: 'port-shared',
  group: 'compose',
  severity: 'info',
  summary: 'two services of a stack publish the same port',
  docs: `Rancher's scheduler places services that publish the same port on different hosts, so the
stack needs as many hosts as there are such containers, and does not start on one. Publish different
ports if the services can run next to each other.`,
  *check(facts) {
    // port-twice reports global services, which are on the hosts of all others.
    const units = unitsOf(facts).filter(([primary]) => primary && !isGlobal(primary));
    const earlier = new PortList();
    for (const unit of units) {
      const all = unit.flatMap(takenBy);
      const reported = new Set<unknown>();
      for (const { port, service: name } of all) {
        const other = earlier.find(port);
        if (!other || reported.has(port.node)) continue;
        reported.add(port.node);
        yield {
          at: partSpot(facts, name, 'ports', port.node),
          message: `${name} publishes port ${port.published}, and so does ${other.service}, so they never run on one host`,
          hint: 'publish another port if they can run on one host',
        };
      }
      for (const taken of all) earlier.add(taken);
    }
  },
});
