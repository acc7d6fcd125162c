// When the append-only file is rewritten after a full disk: one look after the other, with what the server reports.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

/**
 * The looks after which a node with 500 KiB of files rewrites them. A look is how many commands were refused, the state
 * of the file, and the room of the disk in KiB.
 */
function rewrites(looks: string, appendonly: string, device = 'tmpfs'): number[] {
  const steps = looks.split(', ').map((look, index) => {
    const [refused, state, room] = look.split(' ');
    return `look=${index}; room=${room}; renew_file ${refused} ${state}`;
  });
  const { out } = shell(
    `appendonly=${appendonly} data_dir=/data me='10.0.0.1 6379'
    df() { echo Filesystem; echo "${device} 1 1 $room 1% /my data"; }; data_kib() { echo 500; }
    node() { echo "$look" >&2; echo 'Background append only file rewriting started'; }
    log() { :; }
    { ${steps.join('\n')}; } 2>&1`,
  );
  return out.split('\n').filter(Boolean).map(Number);
}

test.each([
  ['a healthy disk', '0 ok 9000, 0 ok 9000', []],
  ['a keeper that starts again', '9 ok 9000, 9 ok 9000', []],
  ['a full disk that is seen', '0 full 0, 0 full 0, 0 ok 9000, 0 busy 8000, 0 ok 9000', [2]],
  ['a full disk between two looks', '0 ok 9000, 7 ok 9000, 7 ok 9000', [1]],
  ['a full disk during a rewrite', '0 full 0, 0 busy 9000, 0 ok 9000, 0 ok 9000', [2]],
  ['a disk that is full twice', '1 full 0, 1 ok 9000, 2 ok 9000, 2 ok 9000', [1, 2]],
  ['no room for a copy and a half at first', '3 full 0, 3 ok 749, 3 ok 750', [2]],
  ['a rewrite that fails', '0 full 0, 0 ok 9000, 0 busy 9000, 0 failed 9000, 0 ok 9000', [1, 3]],
  ['a rewrite that fails for another reason', '0 failed 9000, 0 failed 9000', []],
])('%s', (_, looks, expected) => {
  expect(rewrites(looks, 'yes')).toEqual(expected);
  expect(rewrites(looks, 'no')).toEqual([]);
});

test('reads the room of a disk whose name and folder have blanks', () => {
  const looks = '3 full 0, 3 ok 749, 3 ok 750';
  expect(rewrites(looks, 'yes', '//nas/my redis data')).toEqual([2]);
});
