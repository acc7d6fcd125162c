import { textsOf, sidekickNames } from '../service-list.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const volumeUnnamed = versionRule({
  code: 'volume-unnamed',
  group: 'compose',
  severity: 'info',
  summary: 'a volume without a name is lost when the service is upgraded',
  docs: `An upgrade replaces containers, and the new ones get new volumes where \`volumes\` has a path
only (rancher#5010, rancher#6109). Name the volume, \`data:/path\`, if it holds more than temporary
files. Volumes of a sidekick stay as long as the sidekick itself does not change.`,
  *check(facts) {
    const sidekicks = sidekickNames(facts);
    for (const service of facts.services.filter(({ name }) => !sidekicks.has(name))) {
      for (const text of textsOf(service, 'volumes')) {
        if (!/^\/[^:]*(?::r[ow])?$/.test(text)) continue;
        const [path = ''] = text.split(':');
        yield {
          at: serviceSpot(facts, service.name, 'volumes'),
          message: `an upgrade of ${service.name} starts with an empty ${path}`,
          hint: `name the volume: data:${path}`,
        };
      }
    }
  },
});
