// How names are resolved with what a base has: a getent of today, one of an older Alpine, or none.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { image } from './support/image-folder.ts';
import { openNames } from './support/names.ts';

beforeEach(({ skip }) =>
  skip(process.getuid?.() !== 0, 'only root can give a program other names'),
);

const bases = {
  'a getent of today': undefined,
  'the getent of an older Alpine': '#!/bin/sh\necho "Unknown database: $1" >&2\nexit 1\n',
  'no getent': '',
} as const;
type Base = keyof typeof bases;

/** A folder of all programs of this machine, with this base's getent, and the nslookup of BusyBox. */
function programs(base: Base): string {
  const bin = path.join(temporaryFolder(), 'bin');
  mkdirSync(bin);
  const found = new Map(
    ['/usr/bin', '/bin', '/usr/sbin'].flatMap((from) =>
      readdirSync(from).map((name) => [name, path.join(from, name)]),
    ),
  );
  found.set('nslookup', found.get('busybox') ?? '');
  if (bases[base] !== undefined) found.delete('getent');
  for (const [name, target] of found) symlinkSync(target, path.join(bin, name));
  const getent = path.join(bin, 'getent');
  if (bases[base]) {
    writeFileSync(getent, bases[base]);
    chmodSync(getent, 0o755);
  }
  return bin;
}

/** A name server, and what `addresses` finds with it in dash and BusyBox, which must be the same. */
async function lookedUp(base: Base, hosts: string, mode: 'answer' | 'silent' = 'answer') {
  const net = await claimNet(53);
  onTestFinished(() => releaseNet(net));
  const search = 'search shop.svc.cluster.local svc.cluster.local cluster.local';
  const { server, enter } = await openNames(`${net}.53`, temporaryFolder(), search);
  server.mode = mode;
  server.names = new Map([
    ['redis.shop.svc.cluster.local', ['10.1.0.1', '10.1.0.2', '10.1.0.3']],
    ['full.example', ['10.2.0.1']],
  ]);
  const script = `for part in ${image}/lib/*.sh; do . "$part"; done; addresses "$hosts" 6379`;
  const env = { PATH: programs(base), hosts, metadata_url: 'http://127.0.0.1:9' };
  const ran: { out: string; err: string; ms: number }[] = [];
  for (const shell of [['/bin/sh'], ['busybox', 'sh']]) {
    const begun = performance.now();
    const [program, ...args] = [...enter, ...shell, '-c', script];
    const { stdout, stderr } = await promisify(execFile)(program, args, { env });
    ran.push({ out: stdout, err: stderr, ms: performance.now() - begun });
  }
  const [dash, ash] = ran;
  expect([ash?.out, ash?.err]).toEqual([dash?.out, dash?.err]);
  return {
    found: dash?.out.trim().split('\n') ?? [],
    error: dash?.err,
    ms: Math.max(...ran.map(({ ms }) => ms)),
  };
}

const every = Object.keys(bases) as Base[];
const pods = [1, 2, 3].map((last) => `10.1.0.${last} 6379`);

test.each(every)('with %s, a name has all its addresses', async (base) => {
  for (const name of ['redis', 'redis.shop', 'redis.shop.svc', 'redis.shop.svc.cluster.local']) {
    const { found, error } = await lookedUp(base, name);
    expect({ name, found, error }).toEqual({ name, found: pods, error: '' });
  }
  expect((await lookedUp(base, 'full.example')).found).toEqual(['10.2.0.1 6379']);
});

// Also the metadata service is asked then: an address that refuses costs no time.
test.each(every)('with %s, a name that does not exist has none, soon', async (base) => {
  const look = async () => lookedUp(base, 'nothing,redis:7000');
  const { found, error, ms } = await look();
  expect({ found, error }).toEqual({
    found: pods.map((line) => line.replace('6379', '7000')),
    error: '',
  });
  // A busy machine can be late by chance; a wait for an answer is the same each time.
  let soonestMs = ms;
  for (let more = 4; more > 0 && soonestMs >= 1900; more -= 1) {
    soonestMs = Math.min(soonestMs, (await look()).ms);
  }
  expect(soonestMs).toBeLessThan(1900);
});

test.each(every)(
  'with %s, a name server that does not answer is not asked for every domain',
  async (base) => {
    const { found, ms } = await lookedUp(base, 'redis', 'silent');
    expect(found).toEqual(['']);
    expect(ms).toBeGreaterThan(900);
    expect(ms).toBeLessThan(9000);
  },
);
