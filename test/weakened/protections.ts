/** What must fail without a protection. */
export type Catcher =
  | {
      /** Part of the title of a test in `test/image`, with real servers. */
      readonly test: string;
      readonly file: string;
    }
  | { readonly drill: string }
  | {
      /** Names of the faults, separated by commas. */
      readonly storm: string;
      readonly seed: number;
      /** From 1 to 5; it ends at the first broken promise. */
      readonly minutes: number;
      /** More options of `cluster storm`. @default none */
      readonly more?: readonly string[];
    };

/** A protection of the image, and the shortest edit that removes it. */
export interface Protection {
  readonly name: string;
  /** Below `image`. */
  readonly file: string;
  /** Must occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: Catcher;
}

/** Each protection that the image's README describes. */
export const protections: readonly Protection[] = [
  {
    name: 'a starting master holds writes',
    file: 'lib/conf.sh',
    find: 'then echo "$held"',
    replace: 'then echo "$min_replicas_to_write"',
    caughtBy: { file: 'live-master', test: 'a master that is up again while its failover' },
  },
  {
    name: 'after a crash a replica leads',
    file: 'lib/role.sh',
    find: 'ended=unclean',
    replace: 'ended=clean',
    caughtBy: { file: 'restart', test: 'a killed master that restarts in time hands over' },
  },
  {
    name: 'the old master is fenced before a promotion',
    file: 'lib/failover.sh',
    find: 'hold="config set min-replicas-to-write',
    replace: 'hold="PING',
    caughtBy: { file: 'live-master', test: 'a master that is replaced refuses writes before' },
  },
  {
    name: 'the other replicas follow the chosen one',
    file: 'lib/watch.sh',
    find: 'point_others "$3" "$4" "$7 $8" &',
    replace: ':',
    caughtBy: { file: 'live-master', test: 'a master at its limit of clients, which' },
  },
  {
    name: 'a master that lost contact refuses writes',
    file: 'lib/fence.sh',
    find: 'fenced=lost',
    replace: 'fenced=pending',
    caughtBy: { file: 'fence', test: 'a master that hears neither replicas nor sentinels' },
  },
  {
    name: 'contact with the sentinels counts',
    file: 'lib/report.sh',
    find: 'else echo no',
    replace: 'else echo yes',
    caughtBy: { file: 'fence', test: 'a master that hears neither replicas nor sentinels' },
  },
  {
    name: 'data does not join emptiness',
    file: 'lib/decide-start.awk',
    find: 'if (kib > 0 && is_master(master)',
    replace: 'if (0 && is_master(master)',
    caughtBy: { file: 'lost-volume', test: 'a master without data that leads before' },
  },
  {
    name: 'a replica without its first copy is not promotable',
    file: 'lib/conf.sh',
    find: String.raw`\nreplica-priority 0\n`,
    replace: String.raw`\n`,
    caughtBy: { file: 'lost-volume', test: 'a replica without a volume is not promoted' },
  },
  {
    name: 'an empty master waits for the sentinels',
    file: 'lib/decide-start.awk',
    find: 'if (idle > voters / 2 ||',
    replace: 'if (1 ||',
    caughtBy: { file: 'lost-volume', test: 'a master that lost its volume and starts first' },
  },
  {
    name: 'departed sentinels are forgotten',
    file: 'lib/forget.sh',
    find: ' || $1 == "silent" && !(at in peer) && $4 + 0 >= ms',
    replace: '',
    caughtBy: { file: 'departed', test: 'six sentinels become three' },
  },
  {
    name: 'a master without data starts again for the data',
    file: 'lib/fence.sh',
    find: 'reconsider "$6"',
    replace: ':',
    caughtBy: { file: 'lost-volume', test: 'a master without data that leads before' },
  },
  {
    name: 'a file that a full disk damaged is rewritten',
    file: 'lib/keep.sh',
    find: 'renew_file "${13}" "${14}"',
    replace: ':',
    caughtBy: { file: 'disk', test: 'a master whose disk was full rewrites' },
  },
  {
    name: 'a planned stop hands over',
    file: 'lib/run.sh',
    find: 'if is_master $me; then',
    replace: 'if false; then',
    caughtBy: { drill: 'master-stopped' },
  },
  {
    name: "Sentinel's clocks are faster",
    file: 'lib/forget.sh',
    find: 'ping-period 300 ask-period 200 publish-period 700',
    replace: 'ping-period 1000 ask-period 1000 publish-period 2000',
    caughtBy: { file: 'return', test: 'the sentinels hear a restarted master' },
  },
  {
    name: 'watchers announce a promotion',
    file: 'lib/watch.sh',
    find: 'speed_up_failover "$1" "$4" "$5" "$failover_epoch" "$8 $9" &',
    replace: ':',
    caughtBy: { drill: 'master-killed' },
  },
  {
    name: 'an old master that restarts asks first',
    file: 'lib/role.sh',
    find: 'decision=$(start_facts | decide_start)',
    replace:
      'if [ "$was_role" = master ]; then decision="lead as before"; else decision=$(start_facts | decide_start); fi',
    caughtBy: { drill: 'old-master-returns' },
  },
  {
    name: 'a replica leads when no sentinel knows one that is left',
    file: 'lib/keep.sh',
    find: 'take_over "$7 $8"',
    replace: ':',
    caughtBy: { file: 'lost-volume', test: 'a replica leads when all have new addresses' },
  },
];
