import { child } from '../../source/yaml-node.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { textsOf } from '../service-list.ts';
import { serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const prefix = 'io.rancher.loadbalancer.';

export const balancerLabel = versionRule({
  code: 'balancer-label',
  group: 'compose',
  severity: 'warning',
  summary: 'a label of the old load balancer has no effect',
  docs: `Rancher reads \`io.rancher.loadbalancer.*\` on services with the image
rancher/load-balancer-service only, and \`io.rancher.loadbalancer.target.NAME\` only if NAME is in links
or external_links, spelled as there. \`ssl.ports\` requires \`default_cert\`.`,
  *check(facts) {
    for (const service of facts.services) {
      const own = service.labels.filter(({ key }) => key.startsWith(prefix));
      if (own.length === 0) continue;
      const isLegacy = serviceText(service, 'image') === 'rancher/load-balancer-service';
      const links = [...textsOf(service, 'links'), ...textsOf(service, 'external_links')].map(
        (link) => (link.split(':')[0] ?? '').trim(),
      );
      for (const { key, at } of own) {
        const target = key.startsWith(`${prefix}target.`)
          ? key.slice(prefix.length + 7)
          : undefined;
        if (!isLegacy) {
          yield {
            at,
            message: `Rancher reads ${key} on the image rancher/load-balancer-service only`,
          };
        } else if (target !== undefined && !links.includes(target)) {
          const meant = nearest(target, links);
          const message = `${service.name} has no link to ${target}, so Rancher ignores ${key}`;
          yield { at, message, hint: meant && `did you mean ${meant}?` };
        } else if (key === `${prefix}ssl.ports` && !child(service.node, 'default_cert')) {
          yield {
            at,
            message: `${service.name} has ssl.ports, but no certificate`,
            hint: 'add default_cert',
          };
        }
      }
    }
  },
});
