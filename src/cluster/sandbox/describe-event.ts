/** An event that a sentinel publishes: a channel such as `+sdown`, and a message. */
export interface SentinelEvent {
  readonly channel: string;
  readonly message: string;
}

/** `slave NAME IP PORT @ MASTER IP PORT` → `replica IP:PORT`; `master NAME IP PORT` → `master IP:PORT`. */
function subject(message: string): string {
  const [kind = '', , host = '', port = ''] = message.split(' ');
  return `${kind === 'slave' ? 'replica' : kind} ${host}:${port}`;
}

function switched(message: string): string {
  const [name = '', oldHost, oldPort, host, port] = message.split(' ');
  const slot = /^slots-(\d+)$/.exec(name)?.[1];
  const of = slot === undefined ? '' : `shard of slot ${slot}: `;
  return `${of}the master is now ${host ?? ''}:${port ?? ''}; it was ${oldHost ?? ''}:${oldPort ?? ''}`;
}

const sentences: Readonly<Record<string, (message: string) => string>> = {
  '+sdown': (message) => `${subject(message)} does not answer`,
  '-sdown': (message) => `${subject(message)} answers again`,
  '+odown': (message) => `${subject(message)} is down: the sentinels agree`,
  '-odown': (message) => `${subject(message)} is no longer considered down`,
  '+try-failover': (message) => `a failover of ${subject(message)} starts`,
  '+elected-leader': () => 'a sentinel is elected to lead the failover',
  '+selected-slave': (message) => `${subject(message)} is selected for promotion`,
  '+promoted-slave': (message) => `${subject(message)} is promoted`,
  '+switch-master': switched,
  '+slave': (message) => `${subject(message)} joins`,
  '+convert-to-slave': (message) => `${subject(message)} is reconfigured as a replica`,
  '-failover-abort-no-good-slave': () => 'the failover is aborted: no suitable replica',
  '-failover-abort-not-elected': () => 'the failover is aborted: no leader was elected',
  '+tilt': () => 'a sentinel enters tilt',
  '-tilt': () => 'a sentinel leaves tilt',
  '+pfail': (message) => `${subject(message)} does not answer a node`,
  '+fail': (message) => `${subject(message)} is down: a majority of the masters agrees`,
  '-fail': (message) => `${subject(message)} is no longer considered down`,
  '+node': (message) => `${subject(message)} joins`,
  '-node': (message) => `${subject(message)} is forgotten`,
  '+cluster-down': () => 'a node rejects commands: the cluster is down',
  '-cluster-down': () => 'a node accepts commands again',
  '+sentinel': (message) => `${subject(message)} joins`,
};

/** Describes an event in plain English; undefined for events without news for a user. */
export function describeEvent({ channel, message }: SentinelEvent): string | undefined {
  return sentences[channel]?.(message);
}
