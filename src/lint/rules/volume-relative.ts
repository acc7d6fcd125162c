import { versionRule } from '../lint-rule.ts';
import { itemsOf } from '../service-list.ts';
import { partSpot } from '../written-part.ts';

/** A name for a volume: the last part of a path, or `data`. */
const nameFor = (path: string): string => /([A-Za-z0-9][\w.-]*)\/*$/.exec(path)?.[1] ?? 'data';

export const volumeRelative = versionRule({
  code: 'volume-relative',
  group: 'compose',
  severity: 'warning',
  summary: 'a path of the host is relative, and Docker does not start the container',
  docs: `Rancher launches the stack and passes \`./htdocs:/srv\` to Docker as it is (executor
docker/service/convert.go, volumes). Docker takes what does not begin with \`/\` for the
name of a volume, and such a name is not valid, so the container stays in an error (rancher#3702). There is no directory
that the path could be relative to: the files of a catalog are not on the hosts. Put the files into the image, name a
volume and declare it below the section volumes, or write an absolute path that is on every host.`,
  *check(facts) {
    for (const service of facts.services) {
      for (const { text, node } of itemsOf(service, 'volumes')) {
        const [path = '', ...target] = text.split(':');
        if (target.length === 0 || !/^[.~]/.test(path)) continue;
        yield {
          at: partSpot(facts, service.name, 'volumes', node),
          message: `${service.name} mounts ${path}, and Docker accepts only absolute paths and names of volumes`,
          hint: `name a volume, ${nameFor(path)}:${target.join(':')}, or write an absolute path`,
        };
      }
    }
  },
});
