import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';

export const privileged = versionRule({
  code: 'privileged',
  group: 'security',
  severity: 'warning',
  summary: 'a container is privileged',
  docs: `A privileged container has all capabilities and all devices of its host, so a
fault in its program gives control of the host. Often a single capability in \`cap_add\`, or a device in
\`devices\`, is enough. Templates below
infra-templates need such access and are not reported.`,
  *check(facts) {
    for (const { name, node } of plainServices(facts)) {
      if (!child(node, 'privileged')) continue;
      const at = serviceSpot(facts, name, 'privileged');
      yield {
        at,
        message: `${name} is privileged and controls its host`,
        hint: 'remove privileged, and list what it needs in cap_add or devices',
      };
    }
  },
});
