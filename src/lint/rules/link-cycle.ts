import { child } from '../../source/yaml-node.ts';
import { findCycles } from '../find-cycles.ts';
import { textsOf } from '../service-list.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const linkCycle = versionRule({
  code: 'link-cycle',
  group: 'compose',
  severity: 'info',
  summary: 'services link to each other in a circle',
  docs: `Links and depends_on set a start order. In a circle Rancher leaves out one of them, and creates
the stack twice so that all names resolve. The services start, but which one is first is not defined.`,
  *check(facts) {
    const graph = new Map(
      facts.services.map((service) => {
        const all = ['links', 'depends_on'].flatMap((key) => textsOf(service, key));
        return [service.name, all.map((text) => text.split(':')[0] ?? '')];
      }),
    );
    for (const [first = '', ...others] of findCycles(graph)) {
      const { node } = facts.services.find(({ name }) => name === first) ?? {};
      yield {
        at: serviceSpot(facts, first, child(node, 'links') ? 'links' : 'depends_on'),
        message: `${[first, ...others, first].join(' → ')} is a circle, so the start order is not defined`,
        hint: 'remove one of the links',
      };
    }
  },
});
