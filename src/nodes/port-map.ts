import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../cluster/endpoint.ts';

/** Forwards connections to another address, as a container engine maps ports. */
export class PortMap {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  async add(outside: Endpoint, inside: () => Endpoint): Promise<void> {
    const server = createServer((near) => this.#join(near, inside()));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(outside.port, outside.host, () => resolve());
    });
    this.#servers.push(server);
  }

  #join(near: Socket, { host, port }: Endpoint): void {
    const far = connect({ host, port, noDelay: true });
    near.setNoDelay(true);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
