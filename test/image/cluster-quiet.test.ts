// When a rebalance begins beside another command that changes the cluster: its functions, with the views of each look.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A look at these nodes: M is a master of slots, f one that gets some, r a replica. */
const look = (roles: string) =>
  [...roles]
    .map((role, index) => {
      const what = role === 'r' ? 'slave up' : 'master -';
      return `node 10.0.0.${index + 1} 6379 ${ids[index]} h c ${what} 0 0 0 ${role === 'M' ? index : '-'} 0 ${role === 'f' ? 'filling' : '-'} old -`;
    })
    .join('\n');

/** What a rebalance reports. It sees these looks in turn; the last one stays. */
function begin(...looks: readonly string[]): string[] {
  const { out, error, status } = shell(
    `. "$here/lib/cluster/rebalance.sh"
    for none in read_data_dir read_environment find_programs find_myself sleep await_agreement redis_cli_cluster unmark; do
      eval "$none() { :; }"
    done
    redis_port=6379 cluster_replicas=1 min_replicas_to_write=0 own_id='' turn=0 data_dir=/tmp
    node() { case $* in *myid) echo ${'a'.repeat(40)} ;; esac; }
    own_slots() { echo "$*"; }
    open_slots() { echo "$*"; }
    log() { echo "$*"; }
    log_once() { [ "\${last:-}" = "$*" ] || log "$*"; last=$*; }
    add_master() { log "add a master"; }
    look_around_cluster() {
      turn=$((turn + 1))
      eval "views=\\\${look_$turn:-\\$look_last}"
      views=$(echo "$views"; echo "$views" | awk '{ print "sees ${'a'.repeat(40)}", $4, $7, "-" }')
    }
    rebalance`,
    {
      look_last: look(looks.at(-1) ?? ''),
      ...Object.fromEntries(looks.map((roles, index) => [`look_${index + 1}`, look(roles)])),
    },
  );
  expect({ error, status }).toEqual({ error: '', status: 0 });
  return out.trim().split('\n');
}

const waiting = 'waiting: another command moves slots, or the nodes change';
const closing = 'slots are open since an interruption; closing them';
const done = (masters: number) => `done: ${masters} masters have slots`;

test('one that finds no other command begins at once', () => {
  const moving = 'moving slots: 3 masters now, 3 wanted, 6 nodes';
  expect(begin('MMMrrr')).toEqual([moving, closing, done(3)]);
});

test('what it does is decided when the other command has ended', () => {
  expect(begin('MMMrrr', 'MMMfrr', 'MMMMrr')).toEqual([
    waiting,
    'moving slots: 4 masters now, 4 wanted, 6 nodes',
    closing,
    done(4),
  ]);
});

test('one that began at the same moment is waited for before anything is closed', () => {
  // Two looks are quiet; then the other one gives a replica a mark, before any slot moves.
  expect(begin('MMMrrr', 'MMMrrr', 'MMMfrr', 'MMMMrr')).toEqual([
    'moving slots: 3 masters now, 3 wanted, 6 nodes',
    waiting,
    closing,
    done(3),
  ]);
});
