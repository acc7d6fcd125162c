import { child } from '../../source/yaml-node.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { rancherFields } from '../../rancher/launch/rancher-types.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { rawConfig } from '../../rancher/launch/section-types.ts';
import { isBalancer, isLegacyBalancer } from '../balancer-facts.ts';
import { spotIn } from '../compose-file.ts';
import type { Found } from '../found.ts';
import { versionRule } from '../lint-rule.ts';
import { unknownKeys } from '../unknown-keys.ts';
import {
  rawField,
  rawService,
  serviceSpot,
  type ServiceFacts,
  type VersionFacts,
} from '../version-facts.ts';

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

/** Keys of the old load balancer (executor rancher/lb_service.go, populateLbFields). */
const ofLegacy = ['load_balancer_config', 'default_cert', 'certs'] as const;

/** Why Rancher ignores a key of a service; undefined if it does not. */
function reasons(
  facts: VersionFacts,
  service: ServiceFacts,
): readonly (readonly [string, string])[] {
  if (isLegacyBalancer(service)) {
    const reason = 'with the image rancher/load-balancer-service it reads links and labels';
    return [...Object.entries(ignored), ['lb_config', reason]];
  }
  const inside = 'write it below lb_config';
  const reason = 'only the image rancher/load-balancer-service has it';
  return [
    ...Object.entries(ignored),
    ...ofLegacy.map((key) => {
      const isInside = isBalancer(facts, service) && key !== 'load_balancer_config';
      return [key, isInside ? inside : reason] as const;
    }),
  ];
}

function* ignoredKeys(facts: VersionFacts, service: ServiceFacts): Generator<Found> {
  const { name } = service;
  for (const [key, reason] of reasons(facts, service)) {
    const values = facts.composeFiles.flatMap((file) => rawField(file, name, key) ?? []);
    // Rancher writes start_on_create: true into each service that it exports.
    const isExported =
      key === 'start_on_create' && values.every((each) => fieldText(each) === 'true');
    if (values.length === 0 || isExported) continue;
    yield {
      at: serviceSpot(facts, name, key),
      message: `Rancher ignores ${key} of ${name}: ${reason}`,
    };
  }
}

/** Objects with a rule of their own, and those of the old load balancer, which Rancher itself exports with more keys. */
const withoutCheck = new Set(['health_check', 'load_balancer_config']);
const objects = Object.entries(rancherFields).filter(([field]) => !withoutCheck.has(field));

/** Unknown keys of Rancher's own objects in a service, such as lb_config. */
function* droppedKeys(facts: VersionFacts, { name }: ServiceFacts): Generator<Found> {
  for (const file of facts.composeFiles) {
    const written = rawService(file, name);
    for (const [field, type] of objects) {
      const value = child(written, field);
      if (!value) continue;
      for (const { key, known } of unknownKeys(value, type)) {
        const meant = nearest(key.text, known);
        yield {
          at: spotIn(file, key),
          message: `Rancher drops ${key.text} from ${field} of ${name}`,
          hint: meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${meant}?`,
        };
      }
    }
  }
}

export const composeKeyIgnored = versionRule({
  code: 'compose-key-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'a key of a compose file is accepted but has no effect',
  docs: `Rancher accepts \`networks\` and \`start_on_create: false\` in a service and ignores them. In a
file of version '2', unknown top-level keys are dropped, and in all files unknown keys below lb_config,
scale_policy, upgrade_strategy and others, so a misspelled one has no effect. \`default_cert\`, \`certs\` and
\`load_balancer_config\` of a service itself are those of the old load balancer. \`restart\`,
\`container_name\` and health checks have their own rules.`,
  *check(facts) {
    for (const file of facts.composeFiles) {
      const { root } = file.read;
      if (root?.kind !== 'map' || file.raw?.version !== 'v2') continue;
      for (const { key } of root.entries.values()) {
        if (key.kind !== 'scalar' || sections.includes(key.text)) continue;
        // By convention, parts that are only there for their anchors.
        if (key.text.startsWith('x-')) continue;
        const meant = nearest(key.text, sections);
        yield {
          at: spotIn(file, key),
          message: `Rancher drops the unknown section ${key.text}`,
          hint: meant === undefined ? undefined : `did you mean ${meant}?`,
        };
      }
    }
    for (const service of facts.services) {
      yield* ignoredKeys(facts, service);
      yield* droppedKeys(facts, service);
    }
  },
});
