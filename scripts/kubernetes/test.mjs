// `npm run test:kubernetes`: installs the redis-sentinel chart into a real Kubernetes API server, by the helm of both
// majors that Rancher 2 runs. Builds what is missing on this machine, and reports that. Arguments go to vitest.
// If root runs it, all runs in namespaces of its own, with which everything vanishes that the pods of tests make.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, installPackages, root } from '../setup.mjs';
import { startOwned } from '../start-owned.mjs';
import { buildKubernetes } from './build.mjs';

installPackages();
build();
if (!(await buildKubernetes())) process.exit(2);
const { helmFolder } = await import('../helm.mjs');
for (const major of [3, 4]) helmFolder(major);

const runsPods = process.getuid?.() === 0 && process.platform === 'linux';
if (!runsPods) console.error('tests of pods that run are skipped: they need root, on Linux');
// Process 1 reaps what killed containers leave behind. The signals of this program reach vitest, which ends first.
const prepare = 'ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/netns || exit 2';
const namespaces = 'unshare --net --mount --pid --fork --kill-child --mount-proc --'.split(' ');
const inside = [...namespaces, 'sh', '-c', `${prepare}; "$@" & wait "$!"`, 'sh'];
const [program, ...args] = [
  ...(runsPods ? inside : []),
  path.join(root, 'node_modules', '.bin', 'vitest'),
  'run',
  '--project',
  'kubernetes',
  ...process.argv.slice(2),
];
const temporary = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-pods-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
const env = { ...process.env, TMPDIR: temporary, TEST_IN_NAMESPACES: runsPods ? 'yes' : 'no' };
const vitest = startOwned(program, args, { cwd: root, stdio: 'inherit', env });
vitest.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 2;
});
vitest.on('close', (code) => {
  process.exitCode = code ?? 2;
});
