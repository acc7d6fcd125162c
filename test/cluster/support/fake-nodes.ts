// Servers that answer like Redis and Sentinel, for clusters that are too large for one machine.
import { createServer, type Server } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Endpoint } from '../../../src/cluster/endpoint.ts';

export type FakeReply = string | number | Error | readonly FakeReply[];
type Answer = (words: readonly string[]) => FakeReply;

function encode(reply: FakeReply): string {
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join('')}`;
}

/** The commands in a text, each an array of bulk strings without line breaks. */
function commandsIn(text: string): string[][] {
  return text
    .split(/\*\d+\r\n/)
    .slice(1)
    .map((command) =>
      command
        .split('\r\n')
        .filter((_, index) => index % 2 === 1)
        .map((word) => word.toUpperCase()),
    );
}

/**
 * Starts a server that answers each command with `answer`, after `delayMs`. The returned function closes
 * it, as does the end of the test.
 */
export async function fakeNode(at: Endpoint, answer: Answer, delayMs = 0): Promise<() => void> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const reply = commandsIn(data.toString()).map((words) => encode(answer(words)));
      if (delayMs === 0) socket.write(reply.join(''));
      else setTimeout(() => socket.write(reply.join('')), delayMs);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => resolve());
  });
  const close = () => void server.close();
  onTestFinished(close);
  return close;
}

const flat = (fields: Readonly<Record<string, string | number>>): FakeReply =>
  Object.entries(fields).flat().map(String);

/** The nodes of a fake cluster, each with its own address. */
export interface FakeCluster {
  readonly master: Endpoint;
  readonly replicas: readonly Endpoint[];
  readonly sentinels: readonly Endpoint[];
}

const hex = (text: string) => Buffer.from(text).toString('hex').padEnd(40, '0').slice(0, 40);

/** The answers of a sentinel of such a cluster. */
export function fakeSentinel(cluster: FakeCluster, self: Endpoint): Answer {
  const { master, replicas, sentinels } = cluster;
  const others = sentinels.filter(({ host }) => host !== self.host);
  const replies: Readonly<Record<string, FakeReply>> = {
    MASTER: flat({
      ip: master.host,
      port: master.port,
      flags: 'master',
      'config-epoch': 1,
      quorum: 2,
      'down-after-milliseconds': 2000,
      'failover-timeout': 10_000,
    }),
    REPLICAS: replicas.map(({ host, port }) =>
      flat({ ip: host, port, runid: hex(host), flags: 'slave' }),
    ),
    SENTINELS: others.map(({ host, port }) =>
      flat({ ip: host, port, runid: hex(host), flags: 'sentinel' }),
    ),
    CKQUORUM: 'OK',
    MYID: hex(self.host),
    MASTERS: [],
  };
  return ([command, part = '']) =>
    command === 'INFO'
      ? `redis_mode:sentinel\r\nredis_version:7.0.15\r\nrun_id:${hex(self.host)}\r\nconfig_file:/data/s.conf\r\n`
      : (replies[part] ?? new Error('ERR unknown'));
}

/** The answers of a data node of such a cluster. */
export function fakeDataNode(cluster: FakeCluster, self: Endpoint): Answer {
  const isMaster = self.host === cluster.master.host;
  const role = isMaster
    ? `role:master\r\nmaster_repl_offset:100\r\n${cluster.replicas
        .map(
          ({ host, port }, index) =>
            `slave${index}:ip=${host},port=${port},state=online,offset=100,lag=0\r\n`,
        )
        .join('')}`
    : `role:slave\r\nmaster_host:${cluster.master.host}\r\nmaster_port:${cluster.master.port}\r\nmaster_link_status:up\r\nslave_repl_offset:100\r\nslave_priority:100\r\n`;
  const info = `redis_mode:standalone\r\nredis_version:7.0.15\r\nrun_id:${hex(self.host)}\r\naof_enabled:1\r\nconfig_file:/data/r.conf\r\n${role}`;
  return ([command, , name = '']) => {
    if (command === 'INFO') return info;
    return name === 'MIN-REPLICAS-TO-WRITE'
      ? ['min-replicas-to-write', '1']
      : [name.toLowerCase(), ''];
  };
}
