// `npm test`: installs what is missing, then runs every check, the tests of the program and one real
// cluster; `npm test -- --all` runs every test, and all drills in place of that cluster. It continues after
// a failure, so that one run shows all that is wrong. Other arguments go to vitest: `npm test -- test/unit`.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { installPrograms } from './debian.mjs';
import { build, installPackages, root } from './setup.mjs';
import { startOwned } from './start-owned.mjs';

const words = process.argv.slice(2);
const isAll = words.includes('--all');
const only = words.filter((word) => word !== '--all');
const isShort = !isAll && only.length === 0;
const isCi = process.env.CI === 'true';

const parts = {
  program: 'everything without servers: units, properties, goldens, and every command',
  corpus: "Rancher's own catalog and the recorded verdicts of Rancher's programs",
  story: 'the built program with a git remote: an entry from its first release to a manual edit',
  e2e: 'the built program with git remotes, killed; workflows; the bundle',
  alone: 'the built program interrupted, and many at once on one git remote',
  states: 'the image and clusters, as processes and containers: state after faults',
  timed: 'the same with measured times',
  drills:
    'all drills, on processes and some in containers, then a storm; nothing else runs meanwhile',
  classic: 'one real cluster: one sentinel, all sentinels, a replica and the master are killed',
};
const inShort = new Set(['program', 'corpus', 'story', 'classic']);
/** Its faults are among all drills. */
const onlyInShort = 'classic';
/** Minutes that the rest takes on two cores. */
const restMinutes = 15;

const list = (names) => names.map((name) => `  ${name.padEnd(8)} ${parts[name]}`).join('\n');
const corpus = path.join(root, '../shared/corpus');
const known = Object.keys(parts).filter((name) => name !== 'corpus' || existsSync(corpus));
const chosen = known.filter((name) => {
  if (isShort) return inShort.has(name);
  return only.length > 0 || name !== onlyInShort;
});

if (only.length === 0) {
  console.log(
    `npm test${isAll ? ' -- --all' : ''} runs the checks of the sources, and these tests:`,
  );
  console.log(list(chosen));
}
if (!known.includes('corpus'))
  console.log(`not part of this run, because ${corpus} is missing: ${parts.corpus}`);

// Nodes and some tests give root up: other users must get to a clone in a private temporary folder.
if (process.getuid?.() === 0) {
  for (let at = path.dirname(root); at.startsWith(`${tmpdir()}/`); at = path.dirname(at)) {
    chmodSync(at, statSync(at).mode | 0o011);
  }
}
installPackages();
const missing = installPrograms(isShort);
build();

const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const checks = [
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the page', bin('tsc'), ['-p', 'src/page']],
  ['lint', bin('oxlint'), ['--quiet']],
  ['format', bin('oxfmt'), ['--check', '.']],
  ['unused code', bin('knip'), ['--no-progress']],
  ['test-only code', bin('knip'), ['--production', '--no-progress', '--exclude', 'dependencies']],
  ['package', bin('publint'), ['--strict']],
  ['lock file', process.execPath, ['scripts/lock-file.mjs']],
  ...(missing.includes('shellcheck')
    ? []
    : [
        [
          'shell',
          'sh',
          ['-c', 'shellcheck -s sh image/*.sh image/lib/*.sh image/lib/cluster/*.sh'],
        ],
      ]),
];

const results = path.join(root, 'build', 'test');
const report = path.join(results, 'vitest.json');
const failures = path.join(results, 'failed');
mkdirSync(results, { recursive: true });
rmSync(report, { force: true });
rmSync(failures, { recursive: true, force: true });

let passed = 0;
let failed = 0;
const failedChecks = [];

/** Runs one check; its output is shown when it has ended, since others run meanwhile. */
async function check([name, command, args]) {
  const child = startOwned(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
    });
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(undefined);
    });
    child.on('close', resolve);
  });
  if (code === 0) passed += 1;
  else {
    failed += 1;
    failedChecks.push(name);
    console.error(`${output}check failed: ${name}`);
  }
}

const queue = only.length > 0 ? [] : [...checks];
const lane = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) await check(next);
};
await Promise.all(Array.from({ length: availableParallelism() }, lane));

if (missing.length > 0) {
  console.error(`missing programs: ${missing.join(', ')}; the tests that need them are skipped`);
  if (isCi) failed += missing.length;
}

const vitest = startOwned(
  bin('vitest'),
  [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...chosen.flatMap((name) => ['--project', name]),
    ...only,
  ],
  { cwd: root, stdio: 'inherit' },
);
const status = await new Promise((resolve) => {
  vitest.on('error', () => resolve(undefined));
  vitest.on('close', resolve);
});
try {
  const totals = JSON.parse(readFileSync(report, 'utf8'));
  passed += totals.numPassedTests;
  failed += totals.numFailedTests;
  if (status !== 0 && totals.numFailedTests === 0) failed += 1;
  if (isCi && totals.numPendingTests > 0) {
    console.error(`${totals.numPendingTests} tests were skipped, which CI does not allow`);
    failed += totals.numPendingTests;
  }
} catch {
  failed += 1;
}
// Their output is far above.
if (failedChecks.length > 0) console.error(`failed checks: ${failedChecks.join(', ')}`);
if (existsSync(failures))
  console.error(`logs, configuration and offsets of failed clusters are in ${failures}`);
if (isShort) {
  const rest = known.filter((name) => !inShort.has(name));
  console.log(`npm test -- --all also runs these, about ${restMinutes} minutes more on two cores:`);
  console.log(list(rest));
}
writeFileSync(path.join(results, 'tally'), `${passed} passed, ${failed} failed\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
