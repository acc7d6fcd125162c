import { nearest } from '../../diagnostics/nearest.ts';
import { rawConfig } from '../../rancher/launch/section-types.ts';
import { spotIn } from '../compose-file.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const sections = [
  ...(rawConfig.kind === 'struct' ? Object.keys(rawConfig.fields) : []),
  'catalog',
  '.catalog',
];

/** Keys of a service that the schema accepts, and that nothing uses. */
const ignored: Readonly<Record<string, string>> = {
  networks: 'a service has one network, set by network_mode',
  start_on_create: "whether services start is asked in Rancher's form",
};

export const composeKeyIgnored = versionRule({
  code: 'compose-key-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'a key of a compose file is accepted but has no effect',
  docs: `Rancher accepts \`networks\` and \`start_on_create\` in a service and ignores them. In a
file of version '2', unknown top-level keys are dropped. \`restart\` and \`container_name\` have
their own rules.`,
  *check(facts) {
    for (const file of facts.composeFiles) {
      const { root } = file.read;
      if (root?.kind !== 'map' || file.raw?.version !== 'v2') continue;
      for (const { key } of root.entries.values()) {
        if (key.kind !== 'scalar' || sections.includes(key.text)) continue;
        const meant = nearest(key.text, sections);
        yield {
          at: spotIn(file, key),
          message: `Rancher drops the unknown section ${key.text}`,
          hint: meant === undefined ? undefined : `did you mean ${meant}?`,
        };
      }
    }
    for (const { name } of facts.services) {
      for (const [key, reason] of Object.entries(ignored)) {
        const written = facts.composeFiles.some(({ raw }) => {
          const service = raw?.services.entries.get(name)?.value;
          return service?.kind === 'map' && service.entries.has(key);
        });
        if (!written) continue;
        yield {
          at: serviceSpot(facts, name, key),
          message: `Rancher ignores ${key} of ${name}: ${reason}`,
        };
      }
    }
  },
});
