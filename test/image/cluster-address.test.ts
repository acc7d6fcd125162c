// What a replica does when the cluster knows another address of its master than the one that it connects to.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

const id = (letter: string) => letter.repeat(40);

/** What follow_address does on a node that sees its master at `at`, and connects to 10.0.0.1:6379. */
function follow(at: string, flags = 'master', own = `myself,slave ${id('a')}`): string {
  const nodes = [
    `${id('a')} ${at} ${flags} - 0 0 1 connected 0-5460`,
    `${id('b')} 10.0.0.2:6379@16379 ${own} 0 0 1 connected`,
  ].join('\n');
  const info =
    'role:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\nmaster_link_status:down\r';
  const { out, error, status } = shell(
    `. "$here/lib/cluster/gather.sh"
    node() { case $* in *nodes) echo "$nodes" ;; *info*) echo "$info" ;; esac; }
    change() { echo "$*"; }
    me='10.0.0.2 6379'
    follow_address`,
    { nodes, info },
  );
  expect({ error, status }).toEqual({ error: '', status: 0 });
  return out.trim();
}

test('it connects to the new address of its master', () => {
  expect(follow('10.0.0.9:6379@16379')).toBe(
    `cluster replicate ${id('a')} it is at 10.0.0.9:6379, no longer at 10.0.0.1:6379`,
  );
  expect(follow('10.0.0.1:7000@17000')).toContain('it is at 10.0.0.1:7000');
  // Redis 7 adds the name of the host.
  expect(follow('10.0.0.9:6379@16379,redis-1')).toContain('it is at 10.0.0.9:6379,');
});

test.each([
  ['the address is the same', '10.0.0.1:6379@16379', 'master'],
  ['another node has the address, so Redis knows none', ':0@0', 'master,noaddr'],
])('it does nothing if %s', (_, at, flags) => {
  expect(follow(at, flags)).toBe('');
});

test('a master does nothing', () => {
  expect(follow('10.0.0.9:6379@16379', 'master', 'myself,master -')).toBe('');
});
