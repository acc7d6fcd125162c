import { createServer } from 'node:net';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { labelsOf } from './belongings.ts';
import { engineFailed, tryDocker } from './docker.ts';
import { findFreeNets } from './free-subnet.ts';

/** The bridge network of a sandbox. */
export interface ContainerNetwork {
  readonly name: string;
  /** The first three numbers of its addresses: `10.213.7`. */
  readonly net: string;
  /** The address of this machine on it. */
  readonly gateway: string;
  /** The network interface of this machine. */
  readonly bridge: string;
}

const lastOfGateway = 254;
/** Another sandbox can take a net between the check and the creation. */
const mostTries = 10;

function cannot(code: Diagnostic['code'], message: string, hint: string): CatalogError {
  return new CatalogError([{ code, severity: 'error', message, hint }]);
}

/** Whether an address belongs to this machine, not to another host or virtual machine. */
async function isOwn(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, address, () => server.close(() => resolve(true)));
  });
}

async function assertReachable(gateway: string): Promise<void> {
  if (await isOwn(gateway)) return;
  throw cannot(
    'engine-failed',
    'the container engine runs on another machine, so its networks are not reachable from here',
    'use --runtime process, or run this on the machine of the engine',
  );
}

const isOverlap = (args: string) => /overlap|address already in use|conflicts with/i.test(args);

/** Creates a network with this net, or with a free one. Throws if the net is in use. */
export async function createNetwork(
  sandbox: string,
  name: string,
  wanted?: string,
): Promise<ContainerNetwork> {
  const nets = wanted === undefined ? (await findFreeNets()).slice(0, mostTries) : [wanted];
  for (const net of nets) {
    const gateway = `${net}.${lastOfGateway}`;
    const place = ['--subnet', `${net}.0/24`, '--gateway', gateway];
    const args = ['network', 'create', '--driver', 'bridge', ...place, ...labelsOf(sandbox), name];
    const ended = await tryDocker(args);
    if (ended.status === 0) {
      await assertReachable(gateway);
      return { name, net, gateway, bridge: `br-${ended.stdout.slice(0, 12)}` };
    }
    if (!isOverlap(ended.output)) throw engineFailed(args, ended);
  }
  throw cannot(
    'port-busy',
    wanted === undefined
      ? 'no private network is free on this machine'
      : `the network ${wanted}.0/24 is in use on this machine`,
    wanted === undefined
      ? 'remove unused networks: docker network prune'
      : 'choose another --dir, or stop what uses the network',
  );
}
