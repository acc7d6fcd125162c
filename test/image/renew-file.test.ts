// When the append-only file is rewritten after a full disk: one look after the other, with what the server reports.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

/** How many commands were refused, the status of the last write, and the room of the disk in KiB. */
type Look = readonly [refused: number, status: string, roomKiB: number];

/** The looks after which a node with 500 KiB of files rewrites them. */
function rewrites(looks: readonly Look[], appendonly: string): number[] {
  const steps = looks.map(
    ([refused, status, room], index) =>
      `look=${index}; room=${room}; renew_file ${refused} ${status}`,
  );
  const { out } = shell(
    `appendonly=${appendonly} data_dir=/data me='10.0.0.1 6379'
    df() { echo Filesystem; echo "tmpfs 1 1 $room 1% /data"; }; data_kib() { echo 500; }
    node() { echo "$look" >&2; echo 'Background append only file rewriting started'; }
    log() { :; }
    { ${steps.join('\n')}; } 2>&1`,
  );
  return out.split('\n').filter(Boolean).map(Number);
}

test.each<[string, Look[], number[]]>([
  [
    'a healthy disk',
    [
      [0, 'ok', 9000],
      [0, 'ok', 9000],
    ],
    [],
  ],
  [
    'a full disk that is seen',
    [
      [0, 'err', 0],
      [0, 'err', 0],
      [0, 'ok', 9000],
      [0, 'ok', 9000],
    ],
    [2],
  ],
  [
    'a full disk between two looks',
    [
      [0, 'ok', 9000],
      [7, 'ok', 9000],
      [7, 'ok', 9000],
    ],
    [1],
  ],
  [
    'a disk that is full twice',
    [
      [1, 'err', 0],
      [1, 'ok', 9000],
      [2, 'ok', 9000],
    ],
    [1, 2],
  ],
  [
    'no room for a copy at first',
    [
      [3, 'err', 0],
      [3, 'ok', 500],
      [3, 'ok', 501],
    ],
    [2],
  ],
  [
    'a server that does not report it',
    [
      [0, '-', 9000],
      [0, '-', 9000],
    ],
    [],
  ],
])('%s', (_, looks, expected) => {
  expect(rewrites(looks, 'yes')).toEqual(expected);
  expect(rewrites(looks, 'no')).toEqual([]);
});
