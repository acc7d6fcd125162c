// The environment: every value is checked at start, because Rancher's form checks only presence.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { image } from './support/image-folder.ts';
import { shell as run } from './support/shell.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'environment-'));
const secretFile = path.join(dir, 'secret');
writeFileSync(secretFile, 'from a file\n');
const newlines = path.join(dir, 'newlines');
writeFileSync(newlines, '\r\n\n');

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const shell = (text: string, env: Readonly<Record<string, string>> = {}) =>
  run(text, { data_dir: dir, ...env });

const check = (env: Readonly<Record<string, string>>) => shell('read_environment; echo fine', env);

test('uses the defaults for unset and for empty variables', () => {
  const show =
    'read_environment; echo "$redis_port $master_port $sentinel_port $quorum $down_after_ms $appendonly $min_replicas_to_write $fast_failover"';
  const none = shell(show);
  expect(none).toEqual({ status: 0, out: '6379 6379 26379 2 2000 yes 1 yes\n', error: '' });
  const names =
    'redis_port master_port sentinel_port redis_password sentinel_password quorum sentinels down_after_ms appendonly maxmemory maxmemory_policy redis_hosts TZ notify_url instance_name';
  expect(shell(show, Object.fromEntries(names.split(' ').map((name) => [name, ''])))).toEqual(none);
});

test.each([
  ['redis_port', '0', 'a whole number from 1 to 65535'],
  ['redis_port', '70000', 'a whole number from 1 to 65535'],
  ['redis_port', '63 79', 'a whole number from 1 to 65535'],
  ['sentinel_port', '08', 'a whole number from 1 to 65535'],
  ['down_after_ms', '-5', 'a whole number from 1000 to 600000'],
  ['down_after_ms', '300', 'a whole number from 1000 to 600000'],
  ['failover_timeout_ms', 'x', 'a whole number from 1000 to 3600000'],
  ['min_replicas_to_write', '1.5', 'a whole number from 0 to 99'],
  ['stop_timeout_s', '0', 'a whole number from 1 to 3600'],
  ['stop_timeout_s', '9s', 'a whole number from 1 to 3600'],
  ['quorum', 'most', 'majority, or a number from 1 to 99'],
  ['appendonly', 'maybe', 'yes|no|true|false'],
  ['appendonly', 'yes no', 'yes|no|true|false'],
  ['fast_failover', 'no true', 'yes|no|true|false'],
  ['appendonly', '*', 'yes|no|true|false'],
  ['maxmemory', '10x', 'a number of bytes, optionally with k, kb, m, mb, g or gb'],
  [
    'maxmemory_policy',
    'lru',
    'noeviction|allkeys-lru|allkeys-lfu|allkeys-random|volatile-lru|volatile-lfu|volatile-random|volatile-ttl',
  ],
  ['master_name', 'my master', 'letters, digits and . _ -'],
  ['redis_hosts', 'a;b', 'names or addresses, each with an optional :port, separated by commas'],
  ['announce_ip', 'here', 'an IP address'],
  ['instance_name', 'shop/0', 'letters, digits and . _ -'],
  ['fast_failover', '2', 'yes|no|true|false'],
  ['TZ', 'Etc UTC', 'a time zone such as Etc/UTC'],
  ['data_dir', 'data', 'an absolute path, and not /'],
  ['data_dir', '//', 'an absolute path, and not /'],
  ['data_dir', '/a\nb', 'printable characters'],
])('rejects %s=%s with the name, the value and what is allowed', (name, value, allowed) => {
  expect(check({ [name]: value })).toEqual({
    status: 64,
    out: '',
    error: `master: ${name} is '${value.replace('\n', '?')}'; allowed: ${allowed}\n`,
  });
});

// A secret that was set in the wrong variable must not reach the log.
test.each([
  ['notify_url', 'hooks.example.com/t0ken', 'an http:// or https:// address'],
  ['notify_url', 'https://hooks.example.com/ t0ken', 'an address without spaces'],
  ['redis_password_file', '/nowhere', 'a file that this user can read'],
  // What an engine creates for a bind mount whose source is missing.
  ['redis_password_file', dir, 'a file that this user can read'],
  ['sentinel_password_file', dir, 'a file that this user can read'],
  ['redis_password_file', '/dev/null', 'a file that contains a password'],
  ['redis_password_file', newlines, 'a file that contains a password'],
  ['sentinel_password_file', newlines, 'a file that contains a password'],
])('rejects %s=%s without its value', (name, value, allowed) => {
  expect(check({ [name]: value })).toEqual({
    status: 64,
    out: '',
    error: `master: ${name} is invalid (its value is not printed); allowed: ${allowed}\n`,
  });
});

test('rejects contradictory values', () => {
  expect(check({ quorum: '4', sentinels: '3' })).toMatchObject({
    status: 64,
    error: "master: quorum is '4'; allowed: at most 3, the number of sentinels\n",
  });
  expect(check({ quorum: '4' }).status).toBe(0);
  expect(check({ redis_password: 'a', redis_password_file: secretFile })).toMatchObject({
    status: 64,
    error: 'master: redis_password and redis_password_file are both set; allowed: one of them\n',
  });
});

test('rejects an invalid secret without printing it', () => {
  const { status, error } = check({ redis_password: 'hunter2\u0001' });
  expect(status).toBe(64);
  expect(error).toBe(
    'master: redis_password contains a control character; allowed: printable characters\n',
  );
});

test.each([
  ['a newline', '\n'],
  ['a newline of Windows', '\r\n'],
  ['nothing', ''],
])('reads a secret file that ends with %s', (_, end) => {
  writeFileSync(secretFile, `from a file${end}`);
  expect(
    shell('read_environment; echo "[$redis_password]"', { redis_password_file: secretFile }).out,
  ).toBe('[from a file]\n');
});

test('rejects a secret file that this user cannot read', () => {
  const file = path.join(dir, 'unreadable');
  writeFileSync(file, 'secret', { mode: 0o000 });
  chmodSync(dir, 0o755);
  const id = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
  const result = spawnSync('env', [...id, 'sh', path.join(image, 'start.sh'), 'master'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, data_dir: dir, redis_password_file: file },
  });
  expect(result.status).toBe(64);
  expect(result.stderr).toMatch(
    /^\S+ master: redis_password_file is invalid \(its value is not printed\); allowed: a file that this user can read\n$/,
  );
});

test('writes every printable character so that Redis reads it back', () => {
  const all = Array.from({ length: 95 }, (_, i) => String.fromCodePoint(i + 32)).join('');
  const { out } = shell('read_environment; setting requirepass "$redis_password"', {
    redis_password: all,
  });
  expect(out).toBe(`requirepass "${all.replaceAll(/["\\]/g, (char) => `\\${char}`)}"\n`);
});

test('computes the majority from the number of sentinels', () => {
  const quorums = ['1', '2', '3', '4', '5', '9'].map((sentinels) =>
    shell('read_environment; echo $quorum', { sentinels }).out.trim(),
  );
  expect(quorums).toEqual(['1', '2', '2', '3', '3', '5']);
});

const startScript = (...args: readonly string[]) => {
  const result = spawnSync('/bin/sh', [path.join(image, 'start.sh'), ...args], {
    encoding: 'utf8',
  });
  return { status: result.status, out: result.stdout, error: result.stderr };
};

// `fail` and `keep` are functions of start.sh, `if` and `set` words of the shell.
test.each(['sentnel', 'fail', 'keep', 'if', 'set', '-x', './master', '/usr', ' '])(
  'reports the unknown role %j in one line and exits with 64',
  (role) => {
    const { status, error } = startScript(role);
    expect(status).toBe(64);
    expect(error.replace(/^\S+ /, '')).toBe(
      `redis: unknown role '${role}'; allowed: master, slave (or replica), sentinel, cluster\n`,
    );
  },
);

test('runs any other command as it is, with its arguments and exit code', () => {
  expect(startScript('sh', '-c', 'echo "$0" "$1"; exit 5', 'a b', '*')).toEqual({
    status: 5,
    out: 'a b *\n',
    error: '',
  });
  expect(startScript('/bin/echo', '-n', '').out).toBe('');
  expect(startScript('redis-cli', '--version').out).toMatch(/^redis-cli \d/);
});

test('the README lists every variable, and whether the catalog entry passes it', () => {
  const source = ['env', 'run', 'net']
    .map((step) => readFileSync(path.join(image, 'lib', `${step}.sh`), 'utf8'))
    .join('\n');
  const read = new Set(
    [...source.matchAll(/^\s*(?:number|secret|switch|matching|one_of|default) (\w+)/gm)].map(
      (match) => match[1] ?? '',
    ),
  );
  const blueprint = readFileSync(
    path.join(image, '../catalog/redis-sentinel/docker-compose.yml.hbs'),
    'utf8',
  );
  const environments = [...blueprint.matchAll(/^ {4}environment:\n((?: {6}.*\n|\{\{.*\n)+)/gm)].map(
    (match) => match[1] ?? '',
  );
  const passed = new Set(
    environments.flatMap((text) =>
      [...text.matchAll(/^ {6}(\w+):/gm)].map((match) => match[1] ?? ''),
    ),
  );
  expect(environments).toHaveLength(3);
  expect([...passed].filter((name) => !read.has(name))).toEqual([]);
  const rows = [
    ...readFileSync(path.join(image, 'README.md'), 'utf8').matchAll(
      /^\| `(\w+)` \|.*\| (yes|no) \|$/gm,
    ),
  ];
  const documented = rows.map((match) => [match[1] ?? '', match[2] === 'yes'] as const);
  expect(new Map(documented)).toEqual(new Map([...read].map((name) => [name, passed.has(name)])));
});

test('a watcher that starts before its sentinel waits for its id', () => {
  const id = 'c0ffee'.padEnd(40, '0');
  const text = `parent=$$; me='127.0.0.1 1'; pause() { :; }; rm -f "$data_dir/asked"
    sentinel() {
      echo >> "$data_dir/asked"
      case $(wc -l < "$data_dir/asked") in
        *1) return 1 ;;
        *2) echo 'LOADING' ;;
        *) echo ${id} ;;
      esac
    }
    learn_own_id; echo "$own_id"`;
  expect(shell(text)).toEqual({ status: 0, out: `${id}\n`, error: '' });
});

test('does not notify a sentinel in the name of an empty id', () => {
  const text = (id: string) =>
    `sentinel() { echo notified >&2; }; notify_sentinel 10.0.0.1 6379 7 10.0.0.2 26379 10.0.0.3 26379 ${id}`;
  expect(shell(text(''))).toMatchObject({ status: 1, error: '' });
  expect(shell(text('a'.repeat(40)))).toMatchObject({ status: 0, error: 'notified\n' });
});
