/** A MAC address that no host uses; packets to it are dropped. */
const nowhere = '02:00:00:00:00:00';

/** Networks of nodes, joined by a bridge. */
export interface NodeNetworks {
  names(): readonly string[];
  addressOf(name: string): string;
  /** The address of the bridge that this program uses. */
  bridgeAddress(): string;
  /** Runs the command `ip` in the network of a node; does nothing if it has none now. */
  runIp(name: string, args: readonly string[]): Promise<void>;
}

const blockAddress = async (on: NodeNetworks, name: string, address: string) => {
  const args = `neigh replace ${address} lladdr ${nowhere} dev eth0 nud permanent`;
  return on.runIp(name, args.split(' '));
};

/**
 * Drops packets between these nodes and `from`, without an error on either side. Without `from`, they
 * are cut off from all others and from this program, but not from clients with the side address.
 */
export async function cutOff(
  on: NodeNetworks,
  some: readonly string[],
  from: readonly string[] | undefined,
): Promise<void> {
  const others = from ?? on.names().filter((name) => !some.includes(name));
  const block = async (name: string, other: string) => blockAddress(on, name, on.addressOf(other));
  if (!from)
    await Promise.all(some.map(async (name) => blockAddress(on, name, on.bridgeAddress())));
  await Promise.all(
    some.flatMap((one) => others.flatMap((other) => [block(one, other), block(other, one)])),
  );
}

/** Undoes every cut. */
export async function healAll(on: NodeNetworks): Promise<void> {
  const flush = ['neigh', 'flush', 'dev', 'eth0', 'nud', 'permanent'];
  await Promise.all(on.names().map(async (name) => on.runIp(name, flush)));
}
