/** One event of a sentinel, as it publishes it: a channel such as `+sdown`, and words. */
export interface SentinelEvent {
  readonly channel: string;
  readonly words: string;
}

/** `slave NAME IP PORT @ MASTER IP PORT` → `replica IP:PORT`; `master NAME IP PORT` → `master IP:PORT`. */
function subject(words: string): string {
  const [kind = '', , host = '', port = ''] = words.split(' ');
  return `${kind === 'slave' ? 'replica' : kind} ${host}:${port}`;
}

function switched(words: string): string {
  const [, oldHost, oldPort, host, port] = words.split(' ');
  return `the master is now ${host ?? ''}:${port ?? ''}, no longer ${oldHost ?? ''}:${oldPort ?? ''}`;
}

const sentences: Readonly<Record<string, (words: string) => string>> = {
  '+sdown': (words) => `${subject(words)} does not answer`,
  '-sdown': (words) => `${subject(words)} answers again`,
  '+odown': (words) => `${subject(words)} is down, the sentinels agree`,
  '-odown': (words) => `${subject(words)} is no longer taken for down`,
  '+try-failover': (words) => `a failover of ${subject(words)} begins`,
  '+elected-leader': () => 'a sentinel is elected to lead it',
  '+selected-slave': (words) => `${subject(words)} is chosen`,
  '+promoted-slave': (words) => `${subject(words)} is promoted`,
  '+switch-master': switched,
  '+slave': (words) => `${subject(words)} joins`,
  '+convert-to-slave': (words) => `${subject(words)} is told to follow`,
  '-failover-abort-no-good-slave': () => 'the failover stops: no replica is fit',
  '-failover-abort-not-elected': () => 'the failover stops: no leader was elected',
  '+tilt': () => 'a sentinel is in tilt',
  '-tilt': () => 'a sentinel is out of tilt',
  '+sentinel': (words) => `${subject(words)} joins`,
};

/** An event in plain words; undefined for one that tells a person nothing new. */
export function describeEvent({ channel, words }: SentinelEvent): string | undefined {
  return sentences[channel]?.(words);
}
