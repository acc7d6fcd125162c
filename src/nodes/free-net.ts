import { createServer, type Server } from 'node:net';
import type { Endpoint } from '../cluster/endpoint.ts';

/** The range of loopback addresses that sandboxes live in; the third number is a sandbox's own. */
const range = '127.40';
/** Where a sandbox's program listens for as long as the net is its own: the kernel gives it to one. */
const claim = { host: 251, port: 16_391 };
const claims = new Map<string, Server>();

/** A server there, which keeps no program from ending; undefined where somebody listens already. */
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

/** The first of these that somebody listens on already. */
export async function busyEndpoint(endpoints: readonly Endpoint[]): Promise<Endpoint | undefined> {
  for (const at of endpoints) if (!(await isFree(at))) return at;
  return undefined;
}

/** Makes a net this process's own until `releaseNet`, or its end; false when it is another's. */
export async function holdNet(net: string): Promise<boolean> {
  if (claims.has(net)) return false;
  const server = await listen({ host: `${net}.${claim.host}`, port: claim.port });
  if (server) claims.set(net, server);
  return server !== undefined;
}

/** `127.40.N`, with an N that no sandbox of this machine has, nor what a killed one left at its first port. */
export async function claimNet(firstPort: number, start = process.pid): Promise<string> {
  for (let step = 0; step < 254; step += 1) {
    const net = `${range}.${1 + ((start + step) % 254)}`;
    if (!(await holdNet(net))) continue;
    if (await isFree({ host: `${net}.1`, port: firstPort })) return net;
    releaseNet(net);
  }
  throw new Error('every net of 127.40 is in use');
}

/** Gives a net back once its sandbox is gone. */
export function releaseNet(net: string): void {
  claims.get(net)?.close();
  claims.delete(net);
}
