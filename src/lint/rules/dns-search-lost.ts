import { child } from '../../source/yaml-node.ts';
import { scalars } from '../compose-file.ts';
import { textsOf } from '../service-list.ts';
import type { ServiceFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const hostKey = /host|addr|url|uri|server|endpoint|node|peer|seed|broker|zookeeper/i;

/** Whether a text uses a service's name as a host name. */
function namesHost(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const plain = name.replaceAll(/[^\w-]/g, String.raw`\$&`);
  const [key = '', value = ''] = text.split(/=(.*)/s);
  const items = value.split(/[\s,;]+/);
  return (
    new RegExp(String.raw`(?:^|[\s,;=/@"'])${plain}:\d`).test(text) ||
    new RegExp(String.raw`(?://|@)${plain}(?![\w.-])`).test(text) ||
    (hostKey.test(key) && items.includes(name))
  );
}

const texts = (service: ServiceFacts): string[] =>
  ['environment', 'command', 'entrypoint'].flatMap((key) =>
    [...scalars(child(service.node, key))].map(({ node }) => node.text),
  );

export const dnsSearchLost = versionRule({
  code: 'dns-search-lost',
  group: 'scheduling',
  severity: 'warning',
  summary: 'a short service name is used although the dns label removes the search domains',
  docs: `With the label \`io.rancher.container.dns\`, whatever its value, a container loses the
search domains of its stack, so the short name \`redis\` does not resolve. Write \`redis.STACK\` or
\`redis.STACK.rancher.internal\`. On the host network, Rancher's name server requires this label.`,
  *check({ services }) {
    for (const service of services) {
      const label = service.labels.find(({ key }) => key === 'io.rancher.container.dns');
      if (!label) continue;
      // Link names are resolved differently.
      const linked = new Set(textsOf(service, 'links').map((link) => link.split(':').at(-1)));
      const other = services.find(
        ({ name }) =>
          name !== service.name &&
          !linked.has(name) &&
          texts(service).some((text) => namesHost(text, name)),
      );
      if (!other) continue;
      yield {
        at: label.at,
        message: `with this label ${service.name} cannot resolve "${other.name}", which it uses`,
        hint: `use ${other.name}.STACK`,
      };
    }
  },
});
