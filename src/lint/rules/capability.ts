import { itemsOf, plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

const effects: Readonly<Record<string, string>> = {
  ALL: 'everything that root can do',
  SYS_ADMIN: 'mounts and most of what root can do',
  SYS_MODULE: 'load modules into the kernel',
  SYS_PTRACE: 'read and change other processes',
  SYS_RAWIO: 'read and write the memory of the host',
  SYS_BOOT: 'restart the host',
  DAC_READ_SEARCH: 'read files of the host by their number',
  BPF: 'load programs into the kernel',
  MAC_ADMIN: 'change the rules of AppArmor and SELinux',
};

export const capability = versionRule({
  code: 'capability',
  group: 'security',
  severity: 'warning',
  summary: 'a container has a capability that leads out of it',
  docs: `Docker leaves out the capabilities that lead out of a container, such as SYS_ADMIN,
SYS_MODULE, SYS_PTRACE, SYS_RAWIO, SYS_BOOT and DAC_READ_SEARCH. \`cap_add\` gives them back. Others, such
as NET_ADMIN, act in the container's own network and are not reported. Templates below
infra-templates need such access and are not reported.`,
  *check(facts) {
    for (const service of plainServices(facts)) {
      for (const { text, node } of itemsOf(service, 'cap_add')) {
        const name = text.toUpperCase().replace(/^CAP_/, '');
        const effect = Object.hasOwn(effects, name) ? effects[name] : undefined;
        if (effect === undefined) continue;
        yield {
          at: partSpot(facts, service.name, 'cap_add', node),
          message: `${service.name} has the capability ${text}: ${effect}`,
          hint: `remove ${text} from cap_add`,
        };
      }
    }
  },
});
