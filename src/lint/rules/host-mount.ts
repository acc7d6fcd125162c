import { itemsOf, plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

interface Sensitive {
  readonly path: RegExp;
  readonly effect: string;
  /** Whether a mount for reading is one too many: of sockets, of all files, of credentials. */
  readonly isSecret?: true;
}

const sensitive: readonly Sensitive[] = [
  {
    path: /^\/(?:var\/)?run\/docker\.sock$/,
    effect: 'controls Docker, and so the host',
    isSecret: true,
  },
  {
    path: /^\/(?:var\/)?run\/(?:containerd|crio|podman)\/\w+\.sock$/,
    effect: 'controls all containers, and so the host',
    isSecret: true,
  },
  {
    path: /^\/(?:var\/)?run$/,
    effect: 'reaches the sockets of the host, also that of Docker',
    isSecret: true,
  },
  { path: /^\/$/, effect: 'sees all files of the host', isSecret: true },
  {
    path: /^\/(?:root|home)(?:\/[^/]+)*\/\.(?:ssh|aws|kube|docker|gnupg)(?:\/|$)/,
    effect: 'sees credentials of users of the host',
    isSecret: true,
  },
  { path: /^\/root(?:\/|$)/, effect: 'sees the files of root on the host', isSecret: true },
  {
    path: /^\/etc\/(?:shadow|sudoers|ssh|ssl\/private|kubernetes|docker)(?:\/|$)/,
    effect: 'sees the keys and accounts of the host',
    isSecret: true,
  },
  {
    path: /^\/etc\/(?:passwd|group|cron\.d|systemd|init\.d)(?:\/|$)/,
    effect: 'changes the accounts and programs of the host',
  },
  {
    path: /^\/(?:etc|boot|usr|bin|sbin|lib|lib64)$/,
    effect: 'changes the configuration and programs of the host',
  },
  {
    path: /^\/var\/lib\/(?:docker(?:\/(?:containers|volumes|overlay2?|aufs))?|kubelet|containerd)$/,
    effect: 'sees the files of all containers',
    isSecret: true,
  },
  { path: /^\/var(?:\/lib(?:\/rancher)?)?$/, effect: 'changes the files of all containers' },
  { path: /^\/(?:proc|sys|dev)$/, effect: 'reaches the kernel and the devices of the host' },
  { path: /^\/home$/, effect: 'changes the files of the users of the host' },
];

/** A path without what does not change it: `//var/run/` is /var/run. */
const plainPath = (path: string): string => {
  const plain = path.replaceAll(/\/(?:\.?\/)+/g, '/');
  return plain.length > 1 ? plain.replace(/\/\.?$/, '') : plain;
};

export const hostMount = versionRule({
  code: 'host-mount',
  group: 'security',
  severity: 'warning',
  summary: 'a container mounts a sensitive path of its host',
  docs: `With the socket of Docker a container can start any other container, as root. The same holds
for directories that contain it, and for those of the system. Read-only mounts (\`:ro\`) prevent changes
to files, but not requests to a socket, and not the reading of credentials. Mount the file or directory that is
needed, read-only. Templates below infra-templates need such access and are not reported.`,
  *check(facts) {
    for (const service of plainServices(facts)) {
      for (const { text, node } of itemsOf(service, 'volumes')) {
        const [source = '', target, options = ''] = text.split(':');
        if (target === undefined || !source.startsWith('/')) continue;
        const path = plainPath(source);
        const found = sensitive.find((each) => each.path.test(path));
        const isRead = options.split(',').includes('ro');
        if (!found || (isRead && !found.isSecret)) continue;
        yield {
          at: partSpot(facts, service.name, 'volumes', node),
          message: `${service.name} mounts ${path} of its host: it ${found.effect}`,
          hint: found.isSecret
            ? 'remove the mount'
            : 'remove the mount, or mount it read-only (:ro)',
        };
      }
    }
  },
});
