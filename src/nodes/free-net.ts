import { createServer, type Server } from 'node:net';
import type { Endpoint } from '../cluster/endpoint.ts';

/** The range of loopback addresses of sandboxes; each sandbox has its own third number. */
const range = '127.40';
/** The program of a sandbox listens here as long as it owns the net: only one process can. */
const claim = { host: 251, port: 16_391 };
const claims = new Map<string, Server>();

/** Listens without keeping the process alive; undefined if the port is in use. */
async function listen({ host, port }: Endpoint): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => resolve(server));
  });
}

async function isFree(at: Endpoint): Promise<boolean> {
  const server = await listen(at);
  if (!server) return false;
  return new Promise((resolve) => {
    server.close(() => resolve(true));
  });
}

/** The first endpoint that is in use. */
export async function busyEndpoint(endpoints: readonly Endpoint[]): Promise<Endpoint | undefined> {
  for (const at of endpoints) if (!(await isFree(at))) return at;
  return undefined;
}

/** Claims a net for this process until `releaseNet` or its end; false if another process owns it. */
export async function holdNet(net: string): Promise<boolean> {
  if (claims.has(net)) return false;
  const server = await listen({ host: `${net}.${claim.host}`, port: claim.port });
  if (server) claims.set(net, server);
  return server !== undefined;
}

/** Where a data node of a sandbox can listen: a killed run possibly left any of them behind. */
const dataPlaces = (net: string, firstPort: number): Endpoint[] =>
  [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((last) =>
    [firstPort, firstPort + 1].map((port) => ({ host: `${net}.${last}`, port })),
  );

/** Claims a net `127.40.N` without a sandbox, and without data nodes of a killed one. */
export async function claimNet(firstPort: number, start = process.pid): Promise<string> {
  for (let step = 0; step < 254; step += 1) {
    const net = `${range}.${1 + ((start + step) % 254)}`;
    if (!(await holdNet(net))) continue;
    if ((await busyEndpoint(dataPlaces(net, firstPort))) === undefined) return net;
    releaseNet(net);
  }
  throw new Error('every net of 127.40 is in use');
}

/** Releases a net after its sandbox is gone. */
export function releaseNet(net: string): void {
  claims.get(net)?.close();
  claims.delete(net);
}
