// Runs the drills on pods, and writes docs/drill-report/pods.md and its figures if all are within their bounds:
// `npm run pods:report`, as root on Linux. `-- planned faults` runs some groups of drills again (also `starts`, `shards`),
// and the figures of the others are kept.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { importTypeScript } from '../import-typescript.mjs';
import { root } from '../setup.mjs';
import { version } from './folder.mjs';

if (process.getuid?.() !== 0 || process.platform !== 'linux')
  throw new Error('pods run as processes in namespaces: run this as root, on Linux');
const { renderPodsPage } = await importTypeScript('scripts/pods-page.ts');
const { surroundings } = await importTypeScript('src/actions/drilling/write-report.ts');

const recorded = path.join(root, 'build', 'test', 'pods.jsonl');
const folder = path.join(root, 'docs', 'drill-report');
const figuresFile = path.join(folder, 'pods.json');

/** A group is the middle of the name of a test file. */
const groups = process.argv.slice(2);
const files = (groups.length === 0 ? [''] : groups).map((group) => `test/kubernetes/pods-${group}`);

rmSync(recorded, { force: true });
const test = path.join(root, 'scripts', 'kubernetes', 'test.mjs');
const { status } = spawnSync(process.execPath, [test, ...files], { stdio: 'inherit' });
if (status !== 0) {
  console.error('not all drills are within their bounds: no page is written');
  process.exit(status ?? 2);
}

const { version: program } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { server, node, kernel, cores, memoryGib } = surroundings({ tookS: 0 });
const where =
  `rancher-catalog ${program}, Kubernetes ${version}, ${server}, Node ${node}, Linux ${kernel}, ` +
  `${cores} cores, ${memoryGib} GiB of memory.`;
const now = readFileSync(recorded, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  // The page has no dates.
  .map((line) => JSON.parse(line, (key, value) => (key === 'gapEnded' ? undefined : value)));
const before =
  groups.length > 0 && existsSync(figuresFile)
    ? JSON.parse(readFileSync(figuresFile, 'utf8'))
    : { where, drills: [] };
if (before.where !== where)
  throw new Error(`the other drills ran with "${before.where}": run all of them, without names`);
const kept = before.drills.filter(({ group }) => !groups.includes(group));
const figures = { where, drills: [...kept, ...now] };
writeFileSync(figuresFile, `${JSON.stringify(figures, undefined, 2)}\n`);
writeFileSync(path.join(folder, 'pods.md'), renderPodsPage(figures));
