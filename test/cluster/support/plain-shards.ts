// A Redis Cluster of plain servers, as redis-cli creates it: without the image of this program.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../../../src/cluster/endpoint.ts';
import { makeDrillFolder } from '../../../src/actions/drilling/drill-folder.ts';
import { claimNet, releaseNet } from '../../../src/nodes/free-net.ts';
import { findProgram } from '../../../src/process/find-program.ts';
import { startProgram, type StartedProgram } from '../../../src/process/start-program.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import type { Reply } from '../../../src/redis/resp.ts';

const port = 16_379;
export const password = 'data "pass" $1';

/** Servers `127.40.N.1` and so on, all with the same password. */
export interface PlainShards {
  /** The address of a server, from 1. */
  at(number: number): Endpoint;
  place(number: number): string;
  /** Starts a server, also one that is not part of the cluster. */
  start(number: number): Promise<void>;
  /** Makes the first six a cluster of three masters, 1 to 3, and a replica of each. */
  create(): Promise<void>;
  kill(number: number): Promise<void>;
  freeze(number: number): void;
  thaw(number: number): void;
  ask(number: number, ...words: readonly string[]): Promise<Reply | undefined>;
  destroy(): Promise<void>;
}

const settingsOf = (host: string, dir: string): string[] =>
  Object.entries({
    dir,
    bind: host,
    port: String(port),
    'cluster-enabled': 'yes',
    'cluster-node-timeout': '1500',
    'cluster-announce-ip': host,
    appendonly: 'yes',
    save: '',
    'protected-mode': 'no',
    requirepass: password,
    masterauth: password,
  }).flatMap(([name, value]) => [`--${name}`, value]);

/** Claims addresses for such servers; none runs yet. The caller destroys it. */
export async function plainShards(): Promise<PlainShards> {
  const net = await claimNet(port);
  const folder = makeDrillFolder('rancher-catalog-shards-');
  const running = new Map<number, StartedProgram>();
  const at = (number: number): Endpoint => ({ host: `${net}.${number}`, port });
  const place = (number: number) => `${net}.${number}:${port}`;
  const ask = async (number: number, ...words: readonly string[]) => {
    const [reply] = await askOnce(at(number), { password }, words);
    return reply;
  };
  const until = async (what: string, holds: () => Promise<boolean>) => {
    const end = performance.now() + 30_000;
    while (!(await holds().catch(() => false))) {
      if (performance.now() > end) throw new Error(`timeout: ${what}`);
      await sleep(50);
    }
  };
  const kill = async (number: number) => {
    running.get(number)?.kill('SIGKILL');
    await running.get(number)?.ended;
  };
  return {
    at,
    place,
    ask,
    kill,
    async start(number) {
      const dir = join(folder.path, String(number));
      mkdirSync(dir, { recursive: true });
      const leash = ['--pdeathsig', 'KILL', 'redis-server'];
      running.set(number, startProgram('setpriv', [...leash, ...settingsOf(at(number).host, dir)]));
      await until(`${place(number)} answers`, async () => (await ask(number, 'PING')) === 'PONG');
    },
    async create() {
      const six = [1, 2, 3, 4, 5, 6];
      const made = spawnSync(
        findProgram('redis-cli') ?? '',
        ['--cluster', 'create', ...six.map(place), '--cluster-replicas', '1', '--cluster-yes'],
        { env: { ...process.env, REDISCLI_AUTH: password }, encoding: 'utf8', timeout: 60_000 },
      );
      if (made.status !== 0) throw new Error(made.stdout + made.stderr);
      for (const number of six) {
        await until('the cluster is complete', async () => {
          const info = String(await ask(number, 'CLUSTER', 'INFO'));
          const role = String(await ask(number, 'INFO', 'replication'));
          return (
            /cluster_state:ok/.test(info) &&
            /role:master\r[^]*connected_slaves:1|link_status:up/.test(role)
          );
        });
      }
    },
    freeze: (number) => running.get(number)?.kill('SIGSTOP'),
    thaw: (number) => running.get(number)?.kill('SIGCONT'),
    async destroy() {
      await Promise.all([...running.keys()].map(kill));
      folder.remove();
      releaseNet(net);
    },
  };
}
