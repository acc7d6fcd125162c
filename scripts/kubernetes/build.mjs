// Builds a Kubernetes control plane, once per machine: Debian 12 has the whole source of Kubernetes 1.20.2, the Go that
// compiles it, and etcd. A build that was stopped continues where it was. `npm run test:kubernetes` calls it.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { startOwned } from '../start-owned.mjs';
import { fetchDebian } from './debian-sources.mjs';
import { compiled, folder, missingPrograms, program, version } from './folder.mjs';

/** While it is built; about 300 MB stay. */
const neededGb = 6;
const tools = ['apt-get', 'dpkg-deb', 'tar', 'grep'];

const work = path.join(folder, 'work');
const packages = path.join(work, 'packages');
const goRoot = path.join(work, 'go', 'usr', 'lib', 'go-1.19');
const goPath = path.join(work, 'gopath');
const source = path.join(goPath, 'src', 'k8s.io', 'kubernetes');
const openApi = 'pkg/generated/openapi';

// Settings of the user for Go would change the build. Without modules: the source has all it needs in vendor/.
const goEnv = {
  PATH: `${goRoot}/bin:${process.env.PATH}`,
  HOME: work,
  GOENV: 'off',
  GOROOT: goRoot,
  GOPATH: goPath,
  GOCACHE: path.join(work, 'gocache'),
  GO111MODULE: 'off',
  GOPROXY: 'off',
  CGO_ENABLED: '0',
};

/** Runs a program and returns its output; `onLine` gets each line of its messages instead of the terminal. */
function run(command, args, cwd, { env = process.env, onLine, fails = true } = {}) {
  return new Promise((resolve, reject) => {
    const child = startOwned(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let messages = '';
    child.stdout.on('data', (data) => {
      output += String(data);
    });
    child.stderr.on('data', (data) => {
      messages += String(data);
      if (onLine) String(data).split('\n').filter(Boolean).forEach(onLine);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || !fails) resolve(output);
      else
        reject(
          new Error(`${command} ${args.slice(0, 4).join(' ')} failed:\n${messages.slice(-4000)}`),
        );
    });
  });
}

function checkMachine() {
  if (process.platform !== 'linux')
    throw new Error(
      `Kubernetes ${version} is built on Linux only, and this is ${process.platform}`,
    );
  const has = (tool) =>
    (process.env.PATH ?? '').split(':').some((each) => existsSync(path.join(each, tool)));
  const missing = tools.filter((tool) => !has(tool));
  if (missing.length > 0)
    throw new Error(
      `${missing.join(', ')} not found: Kubernetes ${version} is built from packages of Debian, on Debian or Ubuntu`,
    );
  const { bavail, bsize } = statfsSync(folder);
  const freeGb = (bavail * bsize) / 1e9;
  const used = existsSync(path.join(work, 'gocache'));
  if (freeGb < neededGb && !used)
    throw new Error(
      `${folder} has ${freeGb.toFixed(1)} GB free, and building Kubernetes needs ${neededGb} GB: free some, or set XDG_CACHE_HOME to a folder on another disk`,
    );
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** One build at a time; the lock of a process that has ended counts for nothing. */
function lock() {
  const file = path.join(folder, 'building');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(file, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner > 0 && isAlive(owner))
      throw new Error(
        `process ${owner} is building Kubernetes already: wait until it has ended; if it is another program, delete ${file}`,
      );
    rmSync(file, { force: true });
  }
}

/** Does a step unless its result is there; a half result never counts as one. */
async function step(text, result, make) {
  if (existsSync(result)) return;
  console.error(`  ${text} …`);
  const half = `${result}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(path.dirname(result), { recursive: true });
  await make(half);
  renameSync(half, result);
}

const packageFiles = (start) =>
  readdirSync(packages)
    .filter((name) => name.startsWith(start))
    .map((name) => path.join(packages, name));

/** The description of all types that the server answers with: Debian's source comes without this generated file. */
async function generateOpenApi() {
  const go = (...args) => run('go', args, source, { env: goEnv });
  const generator = path.join(work, 'openapi-gen');
  await go('build', '-o', generator, './vendor/k8s.io/kube-openapi/cmd/openapi-gen');
  const files = await run(
    'grep',
    ['-RlF', '--include=*.go', '+k8s:openapi-gen=', 'vendor/k8s.io', 'pkg', 'cmd'],
    source,
    // 2: a link that leads nowhere.
    { fails: false },
  );
  const leftOut = /^vendor\/k8s\.io\/(code-generator|sample-apiserver)\/|\/testdata\//;
  const folders = files
    .split('\n')
    .filter((file) => file !== '' && !leftOut.test(file))
    .map((file) => `k8s.io/kubernetes/${path.posix.dirname(file)}`);
  const args = [
    ['-i', [...new Set(folders)].join(',')],
    ['-p', `k8s.io/kubernetes/${openApi}`],
    ['-O', 'zz_generated.openapi'],
    ['-h', 'hack/boilerplate/boilerplate.generatego.txt'],
    ['-r', path.join(work, 'violations.txt')],
  ];
  const made = path.join(source, openApi, 'zz_generated.openapi.go');
  // It ends with 1 for types that break rules of its own, after it has written the file.
  await run(generator, args.flat(), source, { env: goEnv, fails: false });
  if (!existsSync(made)) throw new Error(`${generator} did not write ${made}`);
}

async function compile(half) {
  const [major, minor] = version.split('.');
  const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  const variables = ['component-base/version', 'client-go/pkg/version'].flatMap((where) =>
    Object.entries(values).map(
      ([name, value]) => `-X k8s.io/kubernetes/vendor/k8s.io/${where}.${name}=${value}`,
    ),
  );
  const folders = compiled.map((name) => `./cmd/${name}`);
  let count = 0;
  const shown = setInterval(() => console.error(`  ${count} packages compiled …`), 60_000);
  mkdirSync(half);
  try {
    await run(
      'go',
      ['build', '-v', '-ldflags', `-s -w ${variables.join(' ')}`, '-o', `${half}/`, ...folders],
      source,
      {
        env: goEnv,
        onLine: () => {
          count += 1;
        },
      },
    );
  } finally {
    clearInterval(shown);
  }
}

async function build() {
  await step('downloading the source of Kubernetes, Go and etcd (150 MB)', packages, (half) =>
    fetchDebian(run, half, 'kubernetes', ['golang-1.19-go', 'golang-1.19-src', 'etcd-server']),
  );
  const unpack = async (start, half) => {
    mkdirSync(half, { recursive: true });
    for (const file of packageFiles(start)) await run('dpkg-deb', ['-x', file, half], work);
  };
  await step('unpacking Go', path.join(work, 'go'), (half) => unpack('golang-1.19', half));
  await step('unpacking etcd', path.join(work, 'etcd'), (half) => unpack('etcd-server', half));
  await step('unpacking the source', source, async (half) => {
    mkdirSync(half, { recursive: true });
    const tarball = packageFiles('kubernetes_').find((file) => file.includes('.orig.tar'));
    await run('tar', ['-xf', tarball, '-C', half, '--strip-components=1'], work);
  });
  await step('generating the description of types', path.join(work, 'generated'), async (half) => {
    await generateOpenApi();
    writeFileSync(half, '');
  });
  await step('compiling (4 to 15 minutes on two cores)', path.join(work, 'compiled'), compile);
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  for (const name of compiled) renameSync(path.join(work, 'compiled', name), program(name));
  renameSync(path.join(work, 'etcd', 'usr', 'bin', 'etcd'), program('etcd'));
  rmSync(work, { recursive: true, force: true });
}

/** Builds what is missing; returns whether all is there. It reports each step on standard error. */
export async function buildKubernetes() {
  if (missingPrograms().length === 0) return true;
  mkdirSync(folder, { recursive: true });
  const begin = Date.now();
  try {
    lock();
    checkMachine();
    console.error(
      `building Kubernetes ${version}, once per machine: 5 to 20 minutes and ${neededGb} GB in ${folder}`,
    );
    await build();
  } catch (error) {
    console.error(`Kubernetes ${version} is not built: ${error.message}`);
    return false;
  }
  console.error(
    `built Kubernetes ${version} in ${Math.ceil((Date.now() - begin) / 60_000)} minutes; what only the build needed is deleted`,
  );
  return true;
}

if (process.argv[1] === import.meta.filename) {
  if (await buildKubernetes()) console.log(path.join(folder, 'bin'));
  else process.exitCode = 1;
}
