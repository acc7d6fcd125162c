/** One event of a sentinel, as it publishes it: a channel such as `+sdown`, and message. */
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
  const [, oldHost, oldPort, host, port] = message.split(' ');
  return `the master is now ${host ?? ''}:${port ?? ''}, no longer ${oldHost ?? ''}:${oldPort ?? ''}`;
}

const sentences: Readonly<Record<string, (message: string) => string>> = {
  '+sdown': (message) => `${subject(message)} does not answer`,
  '-sdown': (message) => `${subject(message)} answers again`,
  '+odown': (message) => `${subject(message)} is down, the sentinels agree`,
  '-odown': (message) => `${subject(message)} is no longer taken for down`,
  '+try-failover': (message) => `a failover of ${subject(message)} begins`,
  '+elected-leader': () => 'a sentinel is elected to lead it',
  '+selected-slave': (message) => `${subject(message)} is chosen`,
  '+promoted-slave': (message) => `${subject(message)} is promoted`,
  '+switch-master': switched,
  '+slave': (message) => `${subject(message)} joins`,
  '+convert-to-slave': (message) => `${subject(message)} is told to follow`,
  '-failover-abort-no-good-slave': () => 'the failover stops: no replica is fit',
  '-failover-abort-not-elected': () => 'the failover stops: no leader was elected',
  '+tilt': () => 'a sentinel is in tilt',
  '-tilt': () => 'a sentinel is out of tilt',
  '+sentinel': (message) => `${subject(message)} joins`,
};

/** An event in plain message; undefined for one that tells a person nothing new. */
export function describeEvent({ channel, message }: SentinelEvent): string | undefined {
  return sentences[channel]?.(message);
}
