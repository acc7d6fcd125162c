import type { Environment, NodeSpec } from '../cluster/sandbox/node-spec.ts';

/** The settings of a container that do not come from its node. */
export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly address: string;
  readonly labels: readonly string[];
  /** Host folder mounted at /data. @default a tmpfs */
  readonly folder: string | undefined;
  /** Address of its name server. @default the choice of the engine */
  readonly nameServer: string | undefined;
  /** Names of variables; docker takes their values from its environment. */
  readonly variables: readonly string[];
}

/** The variables of a node, without its address: a container finds that by itself. */
export function environmentOf({ env }: NodeSpec): Environment {
  const { bind_address: _own, ...others } = env;
  // There is no metadata service of Rancher; port 9 is the discard port.
  return { metadata_url: 'http://127.0.0.1:9/latest', ...others };
}

/** One field of `--mount`, which docker parses as CSV. */
const field = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Files that the image writes must belong to the user who removes them; for root, the image chooses. */
function userWords(): string[] {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return uid === 0 ? [] : ['--user', `${uid}:${gid}`];
}

/** The arguments of docker that create the container of a node. */
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

/** The last arguments of a container that runs a standalone server from the same image. */
export function plainServerArgs(image: string, port: number): string[] {
  const server = 'exec "$(command -v redis-server || command -v valkey-server)" "$@"';
  const settings = ['--save', '', '--appendonly', 'no', '--protected-mode', 'no'];
  const command = ['-c', server, 'sh', '--port', String(port), ...settings];
  return ['--pull', 'never', '--no-healthcheck', '--entrypoint', '/bin/sh', image, ...command];
}
