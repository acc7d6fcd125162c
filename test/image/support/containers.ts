// The three roles as containers on a network of their own, found by service names as in a stack.
import dgram from 'node:dgram';
import { once as event } from 'node:events';
import type { Engine } from './engine.ts';
import { fieldsOf } from '../../../src/redis/fields.ts';
import { localTimeouts } from '../../../src/redis/live-target.ts';
import { ask, type Server } from './ask.ts';
import { Probe } from './probe.ts';
import { until, type View } from './waits.ts';

const services = {
  'redis-master': 'master',
  'redis-slaves': 'slave',
  'redis-sentinels': 'sentinel',
} as const;
type Service = keyof typeof services;

export type Container = { readonly name: string; readonly service: Service };

export class Stack {
  readonly engine: Engine;
  readonly id: string;
  readonly tag: string;
  readonly env: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  #network = '';
  #nameServer: dgram.Socket | undefined;
  #generation = 0;

  constructor(engine: Engine, id: string, tag: string, env: Readonly<Record<string, string>> = {}) {
    this.engine = engine;
    this.id = id;
    this.tag = tag;
    this.env = env;
    const counted = (service: Service, count: number): Container[] =>
      Array.from({ length: count }, (_, i) => ({ name: `${id}-${service}-${i + 1}`, service }));
    this.containers = [
      ...counted('redis-master', 1),
      ...counted('redis-slaves', 2),
      ...counted('redis-sentinels', 3),
    ];
  }

  get nodes(): readonly Container[] {
    return this.containers.filter((container) => container.service !== 'redis-sentinels');
  }

  get sentinels(): readonly Container[] {
    return this.containers.filter((container) => container.service === 'redis-sentinels');
  }

  /** Creates a network with addresses that no earlier generation had, and every container on it. */
  up(...more: readonly string[]): void {
    this.#generation += 1;
    this.#network = `${this.id}-${this.#generation}`;
    const subnet = `172.29.${(process.pid + this.#generation * 7) % 250}.0/24`;
    this.engine.run('network', 'create', '--internal', '--subnet', subnet, this.#network);
    for (const container of this.containers) this.start(container, ...more);
  }

  start({ name, service }: Container, ...more: readonly string[]): void {
    const env = {
      redis_port: service === 'redis-master' ? '16379' : '16380',
      master_port: '16379',
      sentinel_port: '16381',
      ...this.env,
    };
    const variables = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
    const places = [
      '--network',
      this.#network,
      '--network-alias',
      service,
      '--hostname',
      name,
      '-v',
      `${name}:/data`,
    ];
    this.engine.start(name, ...places, ...variables, ...more, this.tag, services[service]);
  }

  /** Removes the containers and their network; the volumes stay. */
  down(): void {
    this.engine.attempt('rm', '-f', ...this.containers.map(({ name }) => name));
    this.engine.attempt('network', 'rm', this.#network);
  }

  destroy(): void {
    this.#nameServer?.close();
    this.down();
    this.engine.attempt('volume', 'rm', ...this.containers.map(({ name }) => name));
  }

  server({ name, service }: Container): Server {
    const host = this.engine.run(
      'inspect',
      '-f',
      '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
      name,
    );
    const ports = {
      'redis-master': 16379,
      'redis-slaves': 16380,
      'redis-sentinels': 16381,
    } as const;
    const password =
      service === 'redis-sentinels' ? this.env.sentinel_password : this.env.redis_password;
    return { at: { host, port: ports[service] }, password };
  }

  /** A name server at the gateway of the network that receives every query and answers none. */
  async swallowNames(): Promise<{ address: string; count(): number }> {
    const [first] = this.containers;
    if (first === undefined) throw new Error('a stack without containers');
    const address = this.server(first).at.host.replace(/\d+$/, '1');
    const socket = dgram.createSocket('udp4');
    let questions = 0;
    socket.on('message', () => {
      questions += 1;
    });
    socket.bind(53, address);
    await event(socket, 'listening');
    this.#nameServer = socket;
    return { address, count: () => questions };
  }

  probe(): Probe {
    return new Probe({
      sentinels: this.sentinels.map((container) => this.server(container).at),
      masterName: 'mymaster',
      timeouts: localTimeouts,
      password: this.env.redis_password,
      sentinelPassword: this.env.sentinel_password,
    });
  }

  async views(): Promise<View[]> {
    return Promise.all(
      this.sentinels.map(async (container) =>
        Object.fromEntries(
          fieldsOf(await ask(this.server(container), 'SENTINEL', 'MASTER', 'mymaster')),
        ),
      ),
    );
  }

  async master(): Promise<Container | undefined> {
    const running = this.nodes.filter(
      ({ name }) => this.engine.attempt('inspect', '-f', '{{.State.Running}}', name).out === 'true',
    );
    const roles = await Promise.all(
      running.map(async (container) => ask(this.server(container), 'ROLE')),
    );
    const masters = running.filter((_, i) => {
      const role = roles[i];
      return Array.isArray(role) && role[0] === 'master';
    });
    return masters.length === 1 ? masters[0] : undefined;
  }

  /** One master that every sentinel names, with these replicas attached. */
  async whole(withinMs = 30_000): Promise<Container> {
    return until(
      'a whole stack',
      async () => {
        const master = await this.master();
        if (master === undefined) return undefined;
        const { host } = this.server(master).at;
        const agreed = (await this.views()).every(
          (view) =>
            view.ip === host &&
            view.flags === 'master' &&
            view['num-other-sentinels'] === '2' &&
            Number(view['num-slaves']) >= 2,
        );
        const role = await ask(this.server(master), 'ROLE');
        const replicas = Array.isArray(role) && Array.isArray(role[2]) ? role[2].length : 0;
        return replicas === 2 && agreed ? master : undefined;
      },
      withinMs,
    );
  }
}
