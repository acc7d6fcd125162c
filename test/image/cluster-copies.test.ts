// Which replica of a Redis Cluster shows that it has a copy of its master.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

const id = 'a'.repeat(40);

/** What the helper asks of its node for these lines of shell, and whether its files show a copy. */
function noted(lines: string, { before = false, replies = 'OK' } = {}) {
  const { out, error, status } = shell(
    `. "$here/lib/cluster/gather.sh"
    data_dir=$(mktemp -d)
    node() { shift 2; echo "$*" >> "$data_dir/asked"; case $* in *replicate*) echo "$replies" ;; *) echo OK ;; esac; }
    log() { :; }
    log_once() { :; }
    me='10.0.0.2 6379' is_synced=''
    ${before ? 'is_synced=yes; : > "$data_dir/.synced"' : ''}
    ${lines}
    [ ! -e "$data_dir/.synced" ] || echo copy
    cat "$data_dir/asked" 2> /dev/null
    rm -rf "$data_dir"`,
    { replies },
  );
  expect({ error, status }).toEqual({ error: '', status: 0 });
  const words = out.trim().split('\n').filter(Boolean);
  return { asked: words.filter((line) => line !== 'copy'), hasCopy: words.includes('copy') };
}

const yes = 'config set replica-priority 100';
const no = 'config set replica-priority 0';

test.for([
  ['a replica with a link', 'slave up 5 - -', false, [yes], true],
  ['a master of slots', 'master - 5 0-5460 -', false, [yes], true],
  ['a replica that never had a link', 'slave down 1 - -', false, [], false],
  ['a master without slots', 'master - 5 - -', false, [], false],
  ['a replica that has shown it', 'slave down 5 - yes', true, [], true],
  ['one that the former has moved', 'slave down 5 - -', true, [], false],
  ['one that the former has moved, and that has a link again', 'slave up 5 - -', true, [yes], true],
] as const)('%s', ([, line, before, asked, hasCopy]) => {
  expect(noted(`note_shard ${id} ${line}`, { before })).toEqual({ asked, hasCopy });
});

test('a replica that moves to another master has no copy of that', () => {
  const move = `cluster replicate ${id}`;
  const moved = `move_to ${id} why`;
  expect(noted(moved, { before: true })).toEqual({ asked: [no, move], hasCopy: false });
  expect(noted(moved, { before: true, replies: 'ERR' })).toEqual({
    asked: [no, move, yes],
    hasCopy: true,
  });
  expect(noted(moved)).toEqual({ asked: [move], hasCopy: false });
});
