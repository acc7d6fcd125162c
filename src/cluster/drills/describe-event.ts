import type { DrillEvent } from './rig.ts';

/** Names of nodes at `host:port`. */
export type Names = ReadonlyMap<string, string>;

const place = (host: string, port: string) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The names of sentinels by the id that events have in place of their address. */
export function sentinelIds(events: readonly DrillEvent[], names: Names): Names {
  const found = new Map<string, string>();
  for (const { message } of events) {
    const [, id, host, port] = /^sentinel (\S+) (\S+) (\d+)/.exec(message) ?? [];
    if (id === undefined || host === undefined || port === undefined) continue;
    const at = place(host, port);
    found.set(id, names.get(at) ?? at);
  }
  return found;
}

/** What an event is about. */
interface Subject {
  /** `redis-1 (master)` */
  readonly node: string;
  /** The node without its kind. */
  readonly name: string;
  /** The name of the master of a replica. */
  readonly master: string;
  /** What follows the addresses: `quorum 3/2` */
  readonly rest: string;
}

const kinds: Readonly<Record<string, string>> = { master: 'master', slave: 'replica' };

function subjectOf(message: string, names: Names): Subject {
  const pattern = /^(\w+) \S+ (\S+) (\d+)(?: @ \S+ (\S+) (\d+))? ?#?(.*)$/;
  const [, kind = '', host, port = '', masterHost, masterPort = '', rest = ''] =
    pattern.exec(message) ?? [];
  if (host === undefined) return { node: message, name: message, master: '', rest: '' };
  const nameAt = (at: string) => names.get(at) ?? at;
  const name = nameAt(place(host, port));
  const role = kinds[kind];
  const master = masterHost === undefined ? '' : nameAt(place(masterHost, masterPort));
  return { node: role === undefined ? name : `${name} (${role})`, name, master, rest: rest.trim() };
}

const sentences: Readonly<Record<string, (about: Subject) => string>> = {
  '+sdown': ({ node }) => `${node} does not answer`,
  '-sdown': ({ node }) => `${node} answers again`,
  '+odown': ({ node, rest }) => `the sentinels agree that ${node} is down, ${rest}`,
  '-odown': ({ node }) => `the sentinels no longer agree that ${node} is down`,
  '+try-failover': ({ name }) => `failover of ${name} started`,
  '+elected-leader': ({ name }) => `elected to lead the failover of ${name}`,
  '+failover-state-select-slave': ({ name }) => `selection of a replica in place of ${name}`,
  '+selected-slave': ({ name }) => `${name} selected as the new master`,
  '+failover-state-send-slaveof-noone': ({ name }) => `${name} ordered to become master`,
  '+failover-state-wait-promotion': ({ name }) => `waiting until ${name} reports that it is master`,
  '+promoted-slave': ({ name }) => `${name} reports that it is master`,
  '+failover-state-reconf-slaves': () => 'the other replicas have to follow the new master',
  '+slave-reconf-sent': ({ name }) => `${name} ordered to follow the new master`,
  '+slave-reconf-inprog': ({ name }) => `${name} connects to the new master`,
  '+slave-reconf-done': ({ name }) => `${name} follows the new master`,
  '+failover-end': ({ name }) => `the failover of ${name} has ended`,
  '+failover-end-for-timeout': ({ name }) => `the failover of ${name} has ended by its timeout`,
  '-failover-abort-not-elected': ({ name }) => `failover of ${name} aborted: not elected`,
  '-failover-abort-no-good-slave': ({ name }) =>
    `failover of ${name} aborted: no replica can be promoted`,
  '+pfail': ({ node }) => `${node} does not answer`,
  '+fail': ({ node }) => `${node} is marked as failed: a majority of the masters agrees`,
  '-fail': ({ node }) => `${node} is no longer considered failed`,
  '+node': ({ name }) => `${name} joined`,
  '-node': ({ name }) => `${name} forgotten`,
  '+cluster-down': () => 'commands are rejected: the cluster is down',
  '-cluster-down': () => 'commands are accepted again',
  '+slave': ({ name, master }) => `${name} listed as a replica of ${master}`,
  '+sentinel': ({ name }) => `${name} found`,
  '+config-update-from': ({ name }) => `configuration of ${name} adopted`,
  '+reboot': ({ node }) => `${node} has restarted`,
  '+role-change': ({ name, rest }) => `${name} has the expected role: ${rest}`,
  '-role-change': ({ name, rest }) => `${name} has an unexpected role: ${rest}`,
  '+convert-to-slave': ({ name, master }) => `${name} ordered to follow ${master}`,
  '+fix-slave-config': ({ name, master }) => `${name} ordered to follow ${master}`,
  '+set': ({ node, rest }) => `setting of ${node}: ${rest.replace(' ', ' = ')}`,
  '+reset-master': ({ name }) => `replicas and sentinels of ${name} forgotten`,
  '+tilt': () => 'TILT mode begins: no failovers',
  '-tilt': () => 'TILT mode ends',
};

/** Events that are about another thing than one node. */
function special({ channel, message }: DrillEvent, names: Names, ids: Names): string | undefined {
  const [first = '', second = '', third = '', host = '', port = ''] = message.split(' ');
  if (channel === '+new-epoch') return `epoch ${first} begins`;
  if (channel === '+vote-for-leader')
    return `vote for ${ids.get(first) ?? `sentinel ${first.slice(0, 8)}`} in epoch ${second}`;
  const moved = / ip (\S+) port (\d+) for (\S+)$/.exec(message);
  if (channel === '+sentinel-address-switch' && moved) {
    const [, ip = '', newPort = '', id = ''] = moved;
    return `${ids.get(id) ?? `sentinel ${id.slice(0, 8)}`} found at ${place(ip, newPort)}`;
  }
  if (channel !== '+switch-master') return undefined;
  const [before, now] = [place(second, third), place(host, port)];
  const slot = /^slots-(\d+)$/.exec(first)?.[1];
  const of = slot === undefined ? '' : ` of slot ${slot}`;
  return `the master${of} is ${names.get(now) ?? now}, no longer ${names.get(before) ?? before}`;
}

/** An event as a sentence without its sentinel. An unknown one is its channel and its whole message. */
export function describeEvent(event: DrillEvent, names: Names, ids: Names): string {
  const { channel, message } = event;
  const known = special(event, names, ids) ?? sentences[channel]?.(subjectOf(message, names));
  return known ?? `${channel} ${message}`;
}

/** Events that lead to a new master, or explain why there is none. */
export const isTurn = ({ channel }: DrillEvent) =>
  /^[+-](sdown|p?fail|cluster-down|odown|try-failover|elected-leader|selected-slave|promoted-slave|switch-master|tilt|reboot|failover-(abort|end).*)$/.test(
    channel,
  );
