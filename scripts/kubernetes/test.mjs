// `npm run test:kubernetes`: installs the redis-sentinel chart into a real Kubernetes API server, by the helm of both
// majors that Rancher 2 runs. Builds what is missing on this machine, and reports that. Arguments go to vitest.
import path from 'node:path';
import { build, installPackages, root } from '../setup.mjs';
import { startOwned } from '../start-owned.mjs';
import { buildKubernetes } from './build.mjs';

installPackages();
build();
if (!(await buildKubernetes())) process.exit(2);
const { helmFolder } = await import('../helm.mjs');
for (const major of [3, 4]) helmFolder(major);

const vitest = startOwned(
  path.join(root, 'node_modules', '.bin', 'vitest'),
  ['run', '--project', 'kubernetes', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
vitest.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 2;
});
vitest.on('close', (code) => {
  process.exitCode = code ?? 2;
});
