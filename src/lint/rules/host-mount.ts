import { itemsOf, plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

const effects: readonly (readonly [RegExp, string])[] = [
  [/^\/(?:var\/)?run\/docker\.sock$/, 'controls Docker, and so the host'],
  [/^\/(?:var\/)?run$/, 'reaches the sockets of the host, also that of Docker'],
  [/^\/$/, 'sees all files of the host'],
  [
    /^\/(?:etc|root|boot|usr|bin|sbin|lib|lib64)$/,
    'sees the configuration and programs of the host',
  ],
  [
    /^\/etc\/(?:shadow|passwd|sudoers|ssh|cron\.d|systemd)(?:\/|$)/,
    'sees the accounts of the host',
  ],
  [/^\/var\/lib\/(?:docker|rancher)$/, 'sees the files of all containers'],
  [/^\/(?:proc|sys|dev)$/, 'reaches the kernel and the devices of the host'],
  [/^\/home$/, 'sees the files of the users of the host'],
];

export const hostMount = versionRule({
  code: 'host-mount',
  group: 'security',
  severity: 'warning',
  summary: 'a container mounts a sensitive path of its host',
  docs: `With the socket of Docker a container can start any other container, as root. The same holds
for directories that contain it, and for those of the system. Read-only mounts (\`:ro\`) prevent changes
to files, but not requests to a socket. Templates below
infra-templates need such access and are not reported.`,
  *check(facts) {
    for (const service of plainServices(facts)) {
      for (const { text, node } of itemsOf(service, 'volumes')) {
        const [source = '', , options = ''] = text.split(':');
        const path = source.length > 1 ? source.replace(/\/+$/, '') : source;
        const effect = effects.find(([pattern]) => pattern.test(path))?.[1];
        if (effect === undefined || !text.includes(':')) continue;
        // What is only read is of interest where it is a socket, or everything.
        const isRead = options.split(',').includes('ro');
        if (isRead && !/run|docker|^\/$|shadow|root/.test(path)) continue;
        yield {
          at: partSpot(facts, service.name, 'volumes', node),
          message: `${service.name} mounts ${path} of its host: it ${effect}`,
        };
      }
    }
  },
});
