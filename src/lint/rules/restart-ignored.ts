import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const restartIgnored = versionRule({
  code: 'restart-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'Rancher ignores restart',
  docs: `Rancher removes the restart policy and starts containers of a service again itself, whatever
the policy says; \`io.rancher.container.start_once: 'true'\` is its way to let one end.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      if (!child(node, 'restart')) continue;
      yield {
        at: serviceSpot(facts, name, 'restart'),
        message: `Rancher ignores restart of ${name}: it starts ended containers again itself`,
        hint: "io.rancher.container.start_once: 'true' lets a container end",
      };
    }
  },
});
