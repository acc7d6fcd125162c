import { serviceSpot, serviceText } from '../version-facts.ts';
import { plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';

const effects = {
  pid: 'sees and can signal all processes of its host',
  ipc: 'shares the memory of processes of its host',
} as const;

export const hostNamespace = versionRule({
  code: 'host-namespace',
  group: 'security',
  severity: 'warning',
  summary: 'a container shares the processes or the memory of its host',
  docs: `\`pid: host\` and \`ipc: host\` remove the boundary between a container and the other processes
of its host. Templates below
infra-templates need such access and are not reported.`,
  *check(facts) {
    for (const service of plainServices(facts)) {
      for (const [key, effect] of Object.entries(effects)) {
        if (serviceText(service, key) !== 'host') continue;
        const at = serviceSpot(facts, service.name, key);
        yield { at, message: `${service.name} ${effect}`, hint: `remove ${key}: host` };
      }
    }
  },
});
