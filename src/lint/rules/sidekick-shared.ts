import { sidekicksOf } from '../../rancher/launch/check-services.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const sidekickShared = versionRule({
  code: 'sidekick-shared',
  group: 'compose',
  severity: 'error',
  summary: 'a sidekick belongs to two services',
  docs: `A sidekick runs next to each container of one service. Rancher rejects a sidekick that
two services list.`,
  *check(facts) {
    const owners = new Map<string, string>();
    for (const { name, node, labels } of facts.services) {
      for (const sidekick of sidekicksOf(node)) {
        const owner = owners.get(sidekick);
        owners.set(sidekick, owner ?? name);
        if (owner === undefined) continue;
        const label = labels.find(({ key }) => key === 'io.rancher.sidekicks');
        yield {
          at: label?.at ?? serviceSpot(facts, name),
          message: `${sidekick} is already a sidekick of ${owner}`,
          hint: 'give each service its own sidekick',
        };
      }
    }
  },
});
