// `npm run bench`: times as ratios to bare Node in the same run, so that they hold on a noisy
// machine. Printed, never asserted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, installPackages, root } from '../../scripts/setup.mjs';
import { benchChartIndex } from './chart-index.mjs';
import { benchHostile } from './hostile.mjs';
import { benchImport } from './import.mjs';
import { benchLint } from './lint.mjs';
import { benchLintCharts } from './lint-charts.mjs';
import { median } from './measured.mjs';
import { benchPlan } from './plan.mjs';
import { benchPreview } from './preview.mjs';
import { benchPublish } from './publish.mjs';
import { writeWideBlueprint } from './wide-blueprint.mjs';

installPackages();
build();

const cli = path.join(root, 'dist', 'cli.cjs');
const example = path.join(root, 'catalog/redis-sentinel/answers.example.yml');
const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-'));
/** Ten of its services depend on an asked answer each, and its templates were not compiled with the program. */
const wide = writeWideBlueprint(path.join(folder, 'wide'));
/** A compile cache of its own, empty at the start. */
const env = { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') };

/** This Node, and those that the tests of the package installed. */
function nodesAtHand() {
  const installed = path.join(root, 'build/test/nodes');
  const majors = existsSync(installed) ? readdirSync(installed) : [];
  const name = `node-${process.platform}-${process.arch}`;
  const others = majors.map((major) =>
    path.join(installed, major, 'node_modules', name, 'bin', 'node'),
  );
  return [process.execPath, ...others.filter((binary) => existsSync(binary))];
}

/** Run time of a whole process in ms. */
function once(node, args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(node, args, { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const rounds = 15;
const cases = {
  'node -e 0': ['-e', '0'],
  '--version': [cli, '--version'],
  'generate, one entry': [cli, 'generate', '-a', example],
  'generate, for 1.6 alone': [
    cli,
    'generate',
    '-a',
    example,
    '--target',
    'rancher-1.6',
    '-o',
    'old',
  ],
  'generate, 30 services': [cli, 'generate', '-a', wide],
  'questions redis-sentinel': [cli, 'questions', 'redis-sentinel'],
};

/** Prints the times of the cases as ratios to bare Node. Returns the time of bare Node in ms. */
function benchStart(node) {
  // Interleaved, so that a slow moment of the machine affects all cases. The first round fills caches.
  const times = new Map(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of Object.entries(cases)) {
      const ms = once(node, args);
      if (round > 0) times.get(name).push(ms);
    }
  }
  const { stdout: version } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  console.log(`Node ${version.trim().slice(1)}, whole process, median of ${rounds}:`);
  for (const [name, list] of times) {
    const ratio = median(list.map((ms, index) => ms / times.get('node -e 0')[index]));
    console.log(
      `  ${name.padEnd(26)} ${median(list).toFixed(0).padStart(6)} ms  ${ratio.toFixed(2).padStart(6)} × bare node`,
    );
  }
  const compare = (name, base, words) => {
    const ratio = median(times.get(name).map((ms, index) => ms / times.get(base)[index]));
    console.log(`  ${name}: ${ratio.toFixed(2)} × ${words}`);
  };
  compare('generate, 30 services', 'generate, one entry', 'one entry');
  compare(
    'generate, one entry',
    'generate, for 1.6 alone',
    'for 1.6 alone: it has a chart as well',
  );
  return median(times.get('node -e 0'));
}

const [bare] = nodesAtHand().map(benchStart);

/** Generates `count` entries in one process. Writing the answers files is not measured. */
function many(count) {
  const options = [];
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      path.join(folder, `${index}.yml`),
      `blueprint: redis-sentinel\nname: entry-${index}\nversion: 1.0.0\nanswers:\n  replicas: ${(index % 9) + 1}\n`,
    );
    options.push('-a', `${index}.yml`);
  }
  const measure = path.join(root, 'test/bench/peak-memory.mjs');
  const start = process.hrtime.bigint();
  const out = path.join(folder, `out-${count}`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', measure, cli, 'generate', '--out', out, ...options],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, mib: Number(/peak (\d+)/.exec(stderr)?.[1] ?? stdout.length) };
}

console.log('entries, each with its chart, in one process:');
let first;
for (const count of [1000, 10_000]) {
  const { seconds, mib } = many(count);
  const each = seconds / count;
  first ??= each;
  console.log(
    `  ${String(count).padStart(6)}  ${seconds.toFixed(2).padStart(7)} s  ${(each * 1000).toFixed(2)} ms an entry (${(each / first).toFixed(2)} × the first)  peak ${mib} MiB  ${((seconds * 1000) / bare).toFixed(0)} × bare node`,
  );
}
rmSync(folder, { recursive: true, force: true });
benchPublish();
benchChartIndex();
benchLint();
await benchLintCharts();
benchPlan();
await benchPreview();
await benchImport();
await benchHostile();
