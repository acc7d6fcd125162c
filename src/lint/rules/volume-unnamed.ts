import { itemsOf, sidekickNames } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

/** Directories for temporary files. */
const temporary = /^\/(?:tmp|var\/tmp|run|var\/run|var\/cache|dev\/shm|var\/lock)(?:\/|$)/;

/** A name for a volume: the last part of its path that is not a general one. */
function nameFor(path: string): string {
  const parts = path.split('/').filter((part) => /^[A-Za-z0-9][\w.-]*$/.test(part));
  return parts.findLast((part) => !['var', 'lib', 'data', 'log', 'opt'].includes(part)) ?? 'data';
}

export const volumeUnnamed = versionRule({
  code: 'volume-unnamed',
  group: 'compose',
  severity: 'warning',
  summary: 'a volume without a name is lost when the service is upgraded',
  docs: `An upgrade replaces the containers of a service whose configuration changed (executor
rancher/normal.go, Upgrade), and Docker gives the new ones an empty volume where \`volumes\` has a path only.
When the upgrade is finished, Rancher removes the old containers together with their unnamed volumes
(cattle InstanceRemove.java, deleteVolumes), so the data cannot be recovered (rancher#5010, rancher#6109).
The same happens to a container that is replaced because it is unhealthy. Name the volume,
\`data:/path\`, and declare the name below the section volumes.
A sidekick is not reported: it is replaced only if its own configuration changes, so a data container
next to a service keeps its volumes. Directories for temporary files, such as /tmp, are not reported.`,
  *check(facts) {
    const sidekicks = sidekickNames(facts);
    for (const service of facts.services.filter(({ name }) => !sidekicks.has(name))) {
      for (const { text, node } of itemsOf(service, 'volumes')) {
        if (!/^\/[^:]*(?::r[ow])?$/.test(text)) continue;
        const [path = ''] = text.split(':');
        if (temporary.test(path)) continue;
        yield {
          at: partSpot(facts, service.name, 'volumes', node),
          message: `an upgrade of ${service.name} starts with an empty ${path}, and its files are deleted`,
          hint: `name the volume: ${nameFor(path)}:${path}`,
        };
      }
    }
  },
});
