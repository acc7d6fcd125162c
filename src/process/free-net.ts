import { createServer } from 'node:net';
import type { Endpoint } from '../cluster/endpoint.ts';

/** The range of loopback addresses that sandboxes live in; the third number is a sandbox's own. */
const range = '127.40';
const taken = new Set<number>();

async function isFree({ host, port }: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The first of these that somebody listens on already. */
export async function busyEndpoint(endpoints: readonly Endpoint[]): Promise<Endpoint | undefined> {
  for (const at of endpoints) if (!(await isFree(at))) return at;
  return undefined;
}

/** `127.40.N`, with an N that no sandbox of this machine uses at its first port. */
export async function claimNet(firstPort: number, start = process.pid): Promise<string> {
  for (let step = 0; step < 254; step += 1) {
    const third = 1 + ((start + step) % 254);
    if (taken.has(third)) continue;
    taken.add(third);
    if (await isFree({ host: `${range}.${third}.1`, port: firstPort })) return `${range}.${third}`;
    taken.delete(third);
  }
  throw new Error('every net of 127.40 is in use');
}

/** Gives a net back once its sandbox is gone. */
export function releaseNet(net: string): void {
  taken.delete(Number(net.split('.')[2]));
}
