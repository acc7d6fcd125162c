import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const restartIgnored = versionRule({
  code: 'restart-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'Rancher ignores restart',
  docs: `Rancher removes the restart policy and restarts the containers of a service itself. To
let a container exit, use \`io.rancher.container.start_once: 'true'\`.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      if (!child(node, 'restart')) continue;
      yield {
        at: serviceSpot(facts, name, 'restart'),
        message: `Rancher ignores restart of ${name} and restarts containers itself`,
        hint: "use io.rancher.container.start_once: 'true' to let a container exit",
      };
    }
  },
});
