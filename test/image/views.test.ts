// What the steps read from the replies of servers: lines of fields, of which none may be empty.
import { expect, test } from 'vitest';
import { shell } from './support/shell.ts';

const lines = (text: string) => text.split('\n').slice(0, -1);

/** The views of replies. `redis-cli` is replaced by a function that prints them. */
const viewsOf = (view: 'node_view' | 'sentinel_view', replies: readonly string[]) => {
  const ask = `ask() { printf '%s' "$reply"; }; master_name=mymaster`;
  const each = replies.map((reply) => {
    const printed = `'${reply}'`;
    return `reply=${printed}; echo "[$(${view} 10.0.0.9 26379)]"`;
  });
  return lines(shell(`${ask}; ${each.join('; ')}`).out).map((line) => line.slice(1, -1));
};

const sentinelFields = {
  name: 'mymaster',
  ip: '10.0.0.1',
  port: '6379',
  runid: '',
  flags: 'master',
  'config-epoch': '7',
  'num-slaves': '2',
  'num-other-sentinels': '3',
  'last-ok-ping-reply': '40',
  'parallel-syncs': '1',
};

const reply = (fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>) =>
  Object.entries({ ...fields, ...more })
    .map(([key, value]) => `${key}\n${value}\n`)
    .join('');

test.each([
  ['a healthy master', {}, '10.0.0.1 6379 7 3 2 master none 40'],
  [
    'no replica and no other sentinel',
    { 'num-slaves': '0', 'num-other-sentinels': '0' },
    '10.0.0.1 6379 7 0 0 master none 40',
  ],
  [
    'empty counts',
    { 'num-slaves': '', 'num-other-sentinels': '', 'config-epoch': '' },
    '10.0.0.1 6379 0 0 0 master none 40',
  ],
  ['no flags', { flags: '' }, '10.0.0.1 6379 7 3 2 none none 40'],
  [
    'a failover',
    { 'failover-state': 'wait_promotion' },
    '10.0.0.1 6379 7 3 2 master wait_promotion 40',
  ],
  ['an empty state', { 'failover-state': '' }, '10.0.0.1 6379 7 3 2 master none 40'],
] as const)('a sentinel reports %s', (_, more, view) => {
  expect(viewsOf('sentinel_view', [reply(sentinelFields, more)])).toEqual([
    `10.0.0.9 26379 ${view}`,
  ]);
});

test('a reply of a sentinel gives no line if it is cut off anywhere, or is an error', () => {
  const whole = reply(sentinelFields, {});
  const known = whole.indexOf('num-other-sentinels');
  const cuts = Array.from({ length: known }, (__, at) => whole.slice(0, at));
  const errors = ['LOADING Redis is loading\n', ''];
  const without = [{ ip: '' }, { port: '' }, { port: '0' }, { ip: 'a b' }].map((more) =>
    reply(sentinelFields, more),
  );
  const views = viewsOf('sentinel_view', [...cuts, ...errors, ...without]);
  expect(new Set(views)).toEqual(new Set(['']));
  expect(viewsOf('sentinel_view', ['NOAUTH Authentication required.\n'])).toEqual([
    '10.0.0.9 26379 refused',
  ]);
  expect(viewsOf('sentinel_view', ['ERR No such master with that name\n'])).toEqual([
    '10.0.0.9 26379 none',
  ]);
});

const info = (more: Readonly<Record<string, string>>, keyspace = 'db0:keys=5,expires=0\r\n') => {
  const fields = {
    loading: '0',
    role: 'slave',
    master_host: '10.0.0.1',
    master_port: '6379',
    master_link_status: 'up',
    slave_repl_offset: '70',
    slave_priority: '100',
    connected_slaves: '0',
    master_repl_offset: '71',
    sync_full: '3',
    errorstat_MISCONF: 'count=44',
    aof_last_write_status: 'ok',
    ...more,
  };
  const text = Object.entries(fields).map(([key, value]) => `${key}:${value}\r\n`);
  return `# Replication\r\n${text.join('')}# Keyspace\r\n${keyspace}`;
};

test.each([
  ['a replica', {}, 'slave up 70 5 10.0.0.1 6379 0 100 0'],
  ['a master', { role: 'master', connected_slaves: '2' }, 'master - 71 5 - - 0 100 2'],
  ['no master', { master_host: '', master_port: '' }, 'slave up 70 5 - - 0 100 0'],
  ['an IPv6 master', { master_host: 'fd00::1' }, 'slave up 70 5 fd00::1 6379 0 100 0'],
  ['no link', { master_link_status: '' }, 'slave - 70 5 10.0.0.1 6379 0 100 0'],
  [
    'empty numbers',
    { slave_repl_offset: '', slave_priority: '', loading: '' },
    'slave up 0 5 10.0.0.1 6379 0 0 0',
  ],
  ['no offset', { role: 'master', master_repl_offset: '' }, 'master - 0 5 - - 0 100 0'],
] as const)('a data node reports %s', (_, more, view) => {
  expect(viewsOf('node_view', [info(more)])).toEqual([`10.0.0.9 26379 ${view} 3 44 ok`]);
});

test.each([
  ['nothing about its disk', {}, '0 0 ok'],
  ['a full disk', { errorstat_MISCONF: 'count=2', aof_last_write_status: 'err' }, '0 2 full'],
  ['a rewrite', { aof_rewrite_in_progress: '1', aof_last_bgrewrite_status: 'err' }, '0 0 busy'],
  ['a rewrite that waits', { aof_rewrite_scheduled: '1' }, '0 0 busy'],
  ['a rewrite that failed', { aof_last_bgrewrite_status: 'err', sync_full: '4' }, '4 0 failed'],
])('a data node reports %s', (_, disk, fields) => {
  const reported = info({ sync_full: '', errorstat_MISCONF: '', ...disk });
  expect(viewsOf('node_view', [reported])).toEqual([
    `10.0.0.9 26379 slave up 70 5 10.0.0.1 6379 0 100 0 ${fields}`,
  ]);
});

test('a reply of a data node gives no line if it is cut off before the number of keys', () => {
  const whole = info({});
  const cuts = Array.from({ length: whole.indexOf('# Keyspace') + 9 }, (__, at) =>
    whole.slice(0, at),
  );
  expect(new Set(viewsOf('node_view', [...cuts, info({ role: '' }), 'BUSY\n', '']))).toEqual(
    new Set(['']),
  );
  expect(viewsOf('node_view', [info({}, '')])).toEqual([
    '10.0.0.9 26379 slave up 70 0 10.0.0.1 6379 0 100 0 3 44 ok',
  ]);
});

/** Every sentence of one to three sentinels about two masters, with the counts 0 to 2. */
function* sentences(): Generator<string[]> {
  const counts = ['0', '1', '2'];
  const single = ['10.0.0.1', '10.0.0.2'].flatMap((ip) =>
    counts.flatMap((others) =>
      counts.map((replicas) => `a 1 ${ip} 6379 0 ${others} ${replicas} master none`),
    ),
  );
  for (const first of single) {
    yield [first];
    for (const second of single) yield [first, second];
  }
}

test('the master that sentinels name always has eight fields', () => {
  const all = [...sentences()];
  const calls = all.map((views) => `echo '${views.join('\n')}' | named_master`);
  const named = lines(shell(calls.join('; ')).out);
  expect(named).toHaveLength(all.length);
  expect(named.filter((line) => line.split(' ').length !== 8)).toEqual([]);
  const single = all.flatMap(([first = '', second], index) =>
    second === undefined ? [[first, named[index]] as const] : [],
  );
  for (const [view, line] of single)
    expect(line).toBe(view.replace(/^a 1 (\S+ 6379 0) (\d) (\d) .*/, '$1 1 1 $2 $3 0'));
});

test('lines that are not views do not count', () => {
  const odd =
    'printf "%s\\n" "a 1 refused" "" "a 1 10.0.0.1 6379 0 3 master none x" | named_master';
  expect(shell(odd)).toEqual({ status: 0, out: '', error: '' });
});
