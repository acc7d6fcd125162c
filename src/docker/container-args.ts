import type { Environment, NodeSpec } from '../cluster/sandbox/node-spec.ts';

/** What a container is made of, beside its node. */
export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly address: string;
  readonly labels: readonly string[];
  /** What stands at /data; memory when undefined. */
  readonly folder: string | undefined;
  /** Who answers for names; the engine's own choice when undefined. */
  readonly nameServer: string | undefined;
  /** Names of variables; docker takes their values from its own environment. */
  readonly variables: readonly string[];
}

/** The variables of a node; it finds its own address, as in every container. */
export function environmentOf({ env }: NodeSpec): Environment {
  const { bind_address: _own, ...others } = env;
  // No metadata service of Rancher is here; the port is the one that discards.
  return { metadata_url: 'http://127.0.0.1:9/latest', ...others };
}

/** One field of `--mount`, which docker reads as a line of CSV. */
const field = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Files that the image writes belong to who may remove them: for root the image chooses its user. */
function userWords(): string[] {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return uid === 0 ? [] : ['--user', `${uid}:${gid}`];
}

/** The arguments by which docker creates the container of a node. */
export function containerArgs(node: NodeSpec, plan: ContainerPlan): string[] {
  const { name, image, network, address, labels, folder, nameServer, variables } = plan;
  const data =
    folder === undefined
      ? 'type=tmpfs,destination=/data,tmpfs-size=64m'
      : ['type=bind', field(`source=${folder}`), 'destination=/data'].join(',');
  return [
    'create',
    '--pull',
    'never',
    '--name',
    name,
    '--hostname',
    node.name,
    ...labels,
    '--network',
    network,
    '--ip',
    address,
    ...(nameServer === undefined ? [] : ['--dns', nameServer, '--dns-search', '.']),
    '--mount',
    data,
    ...userWords(),
    ...variables.flatMap((variable) => ['-e', variable]),
    image,
    node.role,
  ];
}

/** What goes after the place of a container that runs a server of no cluster from the same image. */
export function plainServerArgs(image: string, port: number): string[] {
  const server = 'exec "$(command -v redis-server || command -v valkey-server)" "$@"';
  const settings = ['--save', '', '--appendonly', 'no', '--protected-mode', 'no'];
  const command = ['-c', server, 'sh', '--port', String(port), ...settings];
  return ['--pull', 'never', '--no-healthcheck', '--entrypoint', '/bin/sh', image, ...command];
}
