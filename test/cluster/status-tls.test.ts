import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/cluster/diagnosis/diagnosis.ts';
import { askOnce } from '../../src/redis/connection.ts';
import { findingsIn } from '../support/findings.ts';
import { until } from '../image/support/waits.ts';
import { startLeashed } from '../support/processes.ts';
import { runCli } from '../support/run-cli.ts';

// Beside the addresses that sandboxes of tests use.
const host = '127.41.1.1';
const name = 'redis.example';
const sentinels = `${host}:16381`;

/** A server without TLS does not know the option; one with TLS rejects its value. */
const hasTls = /couldn't be parsed/.test(
  spawnSync('redis-server', ['--tls-port', 'x'], { encoding: 'utf8', timeout: 5000 }).stderr,
);

let folder = '';

const openssl = (...argv: readonly string[]) =>
  execFileSync('openssl', argv, { cwd: folder, stdio: 'ignore', timeout: 20_000 });

/** A certificate of the test's own authority. */
function certify(file: string, extension: string): void {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${file}.key`];
  openssl('req', ...key, '-out', `${file}.csr`, '-subj', `/CN=${file}`);
  writeFileSync(join(folder, `${file}.ext`), extension);
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
  openssl(
    'x509',
    '-req',
    '-in',
    `${file}.csr`,
    ...by,
    '-out',
    `${file}.pem`,
    '-extfile',
    `${file}.ext`,
  );
}

const tlsSettings = (port: number) => `bind ${host}
port 0
tls-port ${port}
tls-cert-file ${folder}/server.pem
tls-key-file ${folder}/server.key
tls-ca-cert-file ${folder}/ca.pem
tls-auth-clients yes
tls-replication yes
dir ${folder}
`;

async function start(file: string, port: number, settings: string, more: readonly string[]) {
  const path = join(folder, file);
  writeFileSync(path, tlsSettings(port) + settings);
  const child = startLeashed('redis-server', [path, ...more], { stdio: 'ignore' });
  const pem = (part: string) => readFileSync(join(folder, part), 'utf8');
  const tls = {
    ca: pem('ca.pem'),
    cert: pem('client.pem'),
    key: pem('client.key'),
    servername: name,
  };
  for (let round = 0; ; round += 1) {
    try {
      await askOnce({ host, port }, { tls }, ['PING']);
      break;
    } catch (error) {
      if (round === 100) throw error;
      await sleep(100);
    }
  }
  return () => child.kill('SIGKILL');
}

beforeAll(async () => {
  if (!hasTls) return undefined;
  folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-tls-'));
  const self = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-days', '2'];
  openssl('req', ...self, '-out', 'ca.pem', '-subj', '/CN=test authority');
  certify('server', `subjectAltName=DNS:${name}\n`);
  certify('client', 'extendedKeyUsage=clientAuth\n');
  writeFileSync(join(folder, 'no.pem'), 'this is not a certificate\n');
  const ends = [
    await start('master.conf', 16_379, '', []),
    await start(
      'replica.conf',
      16_380,
      `replicaof ${host} 16379\nreplica-announce-ip ${host}\n`,
      [],
    ),
  ];
  for (const port of [16_381, 16_382]) {
    const settings = `sentinel monitor mymaster ${host} 16379 2\nsentinel announce-ip ${host}\n`;
    ends.push(await start(`sentinel-${port}.conf`, port, settings, ['--sentinel']));
  }
  return () => {
    for (const end of ends) end();
    rmSync(folder, { recursive: true, force: true });
  };
});

const client = ['--cert', 'client.pem', '--key', 'client.key'] as const;

describe.skipIf(!hasTls)('a cluster with TLS', () => {
  const status = async (...argv: readonly string[]) => {
    const ran = await runCli(folder, ['cluster', 'status', '--sentinels', sentinels, ...argv]);
    return { ...ran, found: findingsIn(ran.stderr) };
  };

  test('is read with its CA, its name and a client certificate', async () => {
    const { stdout } = await status('--ca', 'ca.pem', '--servername', name, ...client, '--json');
    const { state, snapshot } = JSON.parse(stdout) as Pick<Diagnosis, 'state'> & {
      snapshot: { dataNodes: { role: string }[] };
    };
    expect(state).not.toBe('cannot-look');
    expect(snapshot.dataNodes[0]).toMatchObject({ role: 'master' });
  });

  test('changes its master as planned', async () => {
    const connection = [
      '--sentinels',
      sentinels,
      '--ca',
      'ca.pem',
      '--servername',
      name,
      ...client,
    ];
    // The sentinels notice the replica and each other after some seconds.
    const switched = await until(
      'a switchover',
      async () => {
        const ran = await runCli(folder, ['cluster', 'switchover', ...connection]);
        return ran.code === 0 ? ran : undefined;
      },
      40_000,
    );
    expect(switched.stdout).toContain('16380');
  });

  test.for([
    [['--tls', '--servername', name, ...client], 'its certificate is not trusted'],
    [['--ca', 'ca.pem', ...client], 'its certificate has another name'],
    [
      ['--ca', 'ca.pem', '--servername', name],
      'it closed the TLS connection, probably because it requires a certificate of the client',
    ],
  ] as const)('%j is one cause: %s', async ([argv, reason]) => {
    const { code, found, stdout } = await status(...argv);
    expect({ code, found }).toEqual({ code: 2, found: ['sentinels-silent'] });
    expect(stdout).toBe(`CANNOT LOOK: the sentinel ${sentinels} cannot be read: ${reason}\n`);
  });

  test.for([
    [['--ca', 'no.pem'], 'usage'],
    [['--ca', 'missing.pem'], 'missing.pem file-missing'],
    [['--cert', 'client.pem'], 'usage'],
    [['--cert', 'client.pem', '--key', 'client.pem'], 'usage'],
  ] as const)('rejects %j', async ([argv, expected]) => {
    const { code, found } = await status(...argv);
    expect({ code, found }).toEqual({ code: 2, found: [expected] });
  });
});
