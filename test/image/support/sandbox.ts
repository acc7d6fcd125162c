// A cluster of processes on loopback addresses, each node started by image/start.sh as a user
// that is not root, with a data directory of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { once, type Reply } from './resp.ts';
import type { Endpoint } from './writer.ts';

export const image = fileURLToPath(new URL('../../../image', import.meta.url));

export type Environment = Readonly<Record<string, string>>;

export type Node = {
  readonly name: string;
  readonly role: 'master' | 'slave' | 'sentinel';
  address: string;
  readonly port: number;
  readonly dataDir: string;
  env: Environment;
  child?: ChildProcess;
  ended?: Promise<number | null>;
};

const unprivileged = process.getuid?.() === 0 ? { uid: 12345, gid: 12345 } : {};
const usedNets = new Set<number>();

export class Sandbox {
  readonly dir = mkdtempSync(path.join(os.tmpdir(), 'redis-image-'));
  readonly nodes: Node[] = [];
  readonly env: Environment;
  readonly shell: string;
  #net: number;

  constructor(
    options: {
      replicas?: number;
      sentinels?: number;
      env?: Environment;
      shell?: string;
      roles?: 'one master' | 'all masters';
    } = {},
  ) {
    const {
      replicas = 2,
      sentinels = 3,
      env = {},
      shell = '/bin/sh',
      roles = 'one master',
    } = options;
    this.env = env;
    this.shell = shell;
    this.#net = this.#claimNet();
    mkdirSync(this.dir, { recursive: true });
    if (unprivileged.uid !== undefined) chownSync(this.dir, unprivileged.uid, unprivileged.gid);
    this.#add('master', 'n1', 1);
    for (let i = 0; i < replicas; i += 1)
      this.#add(roles === 'all masters' ? 'master' : 'slave', `n${i + 2}`, i + 2);
    for (let i = 0; i < sentinels; i += 1) this.#add('sentinel', `s${i + 1}`, i + 101);
  }

  #claimNet(): number {
    let wanted = process.pid % 250;
    while (usedNets.has(wanted)) wanted = (wanted + 1) % 250;
    usedNets.add(wanted);
    return wanted;
  }

  #add(role: Node['role'], name: string, host: number): void {
    const dataDir = path.join(this.dir, name);
    mkdirSync(dataDir);
    if (unprivileged.uid !== undefined) chownSync(dataDir, unprivileged.uid, unprivileged.gid);
    const port = role === 'sentinel' ? 26379 : 6379;
    this.nodes.push({ name, role, address: `127.20.${this.#net}.${host}`, port, dataDir, env: {} });
  }

  get data(): readonly Node[] {
    return this.nodes.filter((node) => node.role !== 'sentinel');
  }

  get sentinels(): readonly Node[] {
    return this.nodes.filter((node) => node.role === 'sentinel');
  }

  node(name: string): Node {
    const found = this.nodes.find((node) => node.name === name);
    if (found === undefined) throw new Error(`no node ${name}`);
    return found;
  }

  endpoint(node: Node): Endpoint {
    const env = { ...this.env, ...node.env };
    const password = node.role === 'sentinel' ? env.sentinel_password : env.redis_password;
    const file = env[`${node.role === 'sentinel' ? 'sentinel' : 'redis'}_password_file`];
    const fromFile = file === undefined ? '' : readFileSync(file, 'utf8').trimEnd();
    return { address: node.address, port: node.port, password: password || fromFile };
  }

  /** New addresses for every node, as after a re-creation. */
  renumber(): void {
    const before = this.#net;
    this.#net = this.#claimNet();
    for (const node of this.nodes)
      node.address = node.address.replace(`.${before}.`, `.${this.#net}.`);
  }

  start(node: Node): void {
    const log = openSync(path.join(this.dir, `${node.name}.log`), 'a');
    const child = spawn(
      this.shell,
      [...this.#shellArguments(), path.join(image, 'start.sh'), node.role],
      {
        ...unprivileged,
        stdio: ['ignore', log, log],
        detached: true,
        cwd: '/',
        env: {
          PATH: process.env.PATH ?? '/usr/bin:/bin:/usr/sbin:/sbin',
          data_dir: node.dataDir,
          bind_address: node.address,
          redis_hosts: this.data.map((peer) => peer.address).join(','),
          sentinel_hosts: this.sentinels.map((peer) => peer.address).join(','),
          sentinels: String(this.sentinels.length),
          metadata_url: 'http://127.0.0.1:9/latest',
          ...this.env,
          ...node.env,
        },
      },
    );
    closeSync(log);
    node.child = child;
    node.ended = new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.once('error', () => resolve(null));
    });
  }

  #shellArguments(): readonly string[] {
    return this.shell.endsWith('busybox') ? ['sh'] : [];
  }

  startAll(): void {
    for (const node of this.nodes) this.start(node);
  }

  log(node: Node): string {
    return readFileSync(path.join(this.dir, `${node.name}.log`), 'utf8');
  }

  /** Every process of this node, its server first: found by data directory, since servers rewrite their environment. */
  pids(node: Node): number[] {
    const own = (pid: string): boolean => {
      try {
        if (readlinkSync(`/proc/${pid}/cwd`) === node.dataDir) return true;
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`data_dir=${node.dataDir}\0`);
      } catch {
        return false;
      }
    };
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && own(name));
    const isServer = (pid: string): number => {
      try {
        return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('redis-server') ? 0 : 1;
      } catch {
        return 1;
      }
    };
    return pids.sort((a, b) => isServer(a) - isServer(b)).map(Number);
  }

  signal(node: Node, name: NodeJS.Signals, which: (pid: number) => boolean = () => true): void {
    for (const pid of this.pids(node).filter(which)) {
      try {
        process.kill(pid, name);
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }

  /** SIGKILL to the whole node, as when its container or host dies. */
  async kill(node: Node): Promise<void> {
    for (let round = 0; round < 5 && this.pids(node).length > 0; round += 1) {
      this.signal(node, 'SIGKILL');
      await sleep(round * 20);
    }
    await node.ended;
  }

  /** SIGTERM to process 1, as `docker stop` does; the exit code and the time it took. */
  async stop(node: Node, withinMs = 12_000): Promise<{ code: number | null; ms: number }> {
    const begun = Date.now();
    node.child?.kill('SIGTERM');
    const code = await Promise.race([node.ended ?? null, sleep(withinMs, -1)]);
    return { code, ms: Date.now() - begun };
  }

  async destroy(): Promise<void> {
    await Promise.all(this.nodes.map(async (node) => this.kill(node)));
    rmSync(this.dir, { recursive: true, force: true });
  }

  async ask(node: Node, ...words: readonly string[]): Promise<Reply | undefined> {
    return once(this.endpoint(node), words);
  }

  async masters(): Promise<Node[]> {
    const roles = await Promise.all(this.data.map(async (node) => this.ask(node, 'ROLE')));
    return this.data.filter((_, i) => {
      const role = roles[i];
      return Array.isArray(role) && role[0] === 'master';
    });
  }
}
