import { nearest } from '../../diagnostics/nearest.ts';
import { sidekicksOf } from '../../rancher/launch/check-services.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const sidekickUndefined = versionRule({
  code: 'sidekick-undefined',
  group: 'compose',
  severity: 'error',
  summary: 'a sidekick is not a service of the stack',
  docs: `\`io.rancher.sidekicks\` is a comma-separated list of services of the same stack. The
launch fails if one of them does not exist.`,
  *check(facts) {
    const names = facts.services.map(({ name }) => name);
    for (const { name, node, labels } of facts.services) {
      for (const sidekick of sidekicksOf(node)) {
        if (names.includes(sidekick)) continue;
        const meant = nearest(sidekick, names);
        const label = labels.find(({ key }) => key === 'io.rancher.sidekicks');
        yield {
          at: label?.at ?? serviceSpot(facts, name),
          message: `${name} has the sidekick ${sidekick}, which is not a service of this stack`,
          hint: meant === undefined ? undefined : `did you mean ${meant}?`,
        };
      }
    }
  },
});
