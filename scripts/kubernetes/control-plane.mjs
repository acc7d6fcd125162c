// Runs a Kubernetes control plane on loopback until it gets a signal or the process that started it ends: etcd, the API
// server, the controllers and the scheduler. Prints the path of a kubeconfig when it is ready. There is no kubelet: pods
// exist in the API only.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isEnding, startOwned } from '../start-owned.mjs';
import { missingPrograms, program } from './folder.mjs';

const host = '127.0.0.1';
/** How long the API server may take to be ready, on a busy machine. */
const patienceMs = 120_000;

/** Ports that nothing listens on; all are held until the last is known, so that they differ. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.on('error', reject);
          server.listen(0, host, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const options = (values) => Object.entries(values).map(([name, value]) => `--${name}=${value}`);

/** The logs of the programs, each of which has to run as long as this process. */
class Programs {
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  start(name, values) {
    const file = path.join(this.#folder, `${name}.log`);
    const log = openSync(file, 'a');
    // The kernel ends it with this process, which may be killed.
    const args = ['--pdeathsig', 'KILL', program(name), ...options(values)];
    const child = startOwned('setpriv', args, {
      cwd: this.#folder,
      stdio: ['ignore', log, log],
    });
    child.on('error', (error) => this.#onEnd(name, error.message, file));
    child.on('close', (code, signal) => this.#onEnd(name, `ended with ${code ?? signal}`, file));
  }

  #onEnd(name, how, file) {
    if (isEnding()) return;
    const last = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
    console.error(`${name} ${how}; the last lines of its log:\n${last}`);
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  }
}

const isReady = (port, token) =>
  new Promise((resolve) => {
    // Its certificate is checked by those who use the kubeconfig: it is made while the server starts.
    const request = get({
      host,
      port,
      path: '/readyz',
      rejectUnauthorized: false,
      headers: { authorization: `Bearer ${token}` },
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });

function writeAccess(folder, port, token) {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const file = (name, content) => {
    const at = path.join(folder, name);
    writeFileSync(at, content, { mode: 0o600 });
    return at;
  };
  const certificate = path.join(folder, 'certificates', 'apiserver.crt');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: { server: `https://${host}:${port}`, 'certificate-authority': certificate },
      },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  };
  return {
    certificate,
    key: file('service-accounts.key', privateKey),
    tokens: file('tokens.csv', `${token},admin,1,system:masters\n`),
    kubeconfig: file('kubeconfig', JSON.stringify(config, undefined, 2)),
  };
}

function startServers(programs, folder, [etcd, peer, port], access) {
  const clients = `http://${host}:${etcd}`;
  const peers = `http://${host}:${peer}`;
  programs.start('etcd', {
    'data-dir': path.join(folder, 'etcd'),
    'listen-client-urls': clients,
    'advertise-client-urls': clients,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `default=${peers}`,
  });
  programs.start('kube-apiserver', {
    'etcd-servers': clients,
    'bind-address': host,
    'advertise-address': host,
    'secure-port': port,
    'endpoint-reconciler-type': 'none',
    'cert-dir': path.join(folder, 'certificates'),
    'service-cluster-ip-range': '10.96.0.0/16',
    'service-account-issuer': 'https://kubernetes.default',
    'service-account-key-file': access.key,
    'service-account-signing-key-file': access.key,
    'token-auth-file': access.tokens,
    'authorization-mode': 'RBAC',
  });
}

function startControllers(programs, { kubeconfig, key, certificate }) {
  // Port 0: they serve nothing themselves.
  const common = { kubeconfig, 'leader-elect': false, port: 0, 'secure-port': 0 };
  programs.start('kube-controller-manager', {
    ...common,
    'service-account-private-key-file': key,
    'root-ca-file': certificate,
  });
  programs.start('kube-scheduler', common);
}

async function start() {
  const missing = missingPrograms();
  if (missing.length > 0)
    throw new Error(
      `not built: ${missing.join(', ')}; run node scripts/kubernetes/build.mjs first`,
    );
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-kubernetes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const ports = await freePorts(3);
  const port = ports[2];
  const token = randomBytes(16).toString('hex');
  const access = writeAccess(folder, port, token);
  const programs = new Programs(folder);
  startServers(programs, folder, ports, access);
  const end = Date.now() + patienceMs;
  while (!(await isReady(port, token))) {
    if (Date.now() > end) throw new Error(`the API server was not ready in ${patienceMs / 1000} s`);
    await sleep(100);
  }
  startControllers(programs, access);
  return access.kubeconfig;
}

try {
  console.log(await start());
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}
