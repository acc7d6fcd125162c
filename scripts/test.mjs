// `npm test`: installs what is missing, then runs every check and every test, also after a failure,
// so that one run shows all that is wrong. Arguments go to vitest: `npm test -- test/unit`.
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPrograms } from './debian.mjs';
import { build, installPackages, root, run } from './setup.mjs';

// Nodes and some tests give root up: other users must get to a clone in a private temporary folder.
if (process.getuid?.() === 0) {
  for (let at = path.dirname(root); at.startsWith(`${tmpdir()}/`); at = path.dirname(at)) {
    chmodSync(at, statSync(at).mode | 0o011);
  }
}
installPackages();
const missing = installPrograms();
build();

const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const checks = [
  ['types', bin('tsc'), ['-p', '.']],
  ['lint', bin('oxlint'), ['--quiet']],
  ['format', bin('oxfmt'), ['--check', '.']],
  ['unused code', bin('knip'), ['--no-progress']],
  ['test-only code', bin('knip'), ['--production', '--no-progress', '--exclude', 'dependencies']],
  ['package', bin('publint'), ['--strict']],
  ['lock file', process.execPath, ['scripts/lock-file.mjs']],
  ...(missing.includes('shellcheck')
    ? []
    : [['shell', 'sh', ['-c', 'shellcheck -s sh image/*.sh image/lib/*.sh']]]),
];

const results = path.join(root, 'build', 'test');
const report = path.join(results, 'vitest.json');
mkdirSync(results, { recursive: true });
rmSync(report, { force: true });

let passed = 0;
let failed = 0;
const only = process.argv.slice(2);
for (const [name, command, args] of only.length > 0 ? [] : checks) {
  if (run(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })) passed += 1;
  else {
    failed += 1;
    console.error(`check failed: ${name}`);
  }
}
if (missing.length > 0) {
  console.error(`missing programs: ${missing.join(', ')}; the tests that need them are skipped`);
  if (process.env.CI === 'true') failed += missing.length;
}

const ok = run(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...only,
]);
try {
  const totals = JSON.parse(readFileSync(report, 'utf8'));
  passed += totals.numPassedTests;
  failed += totals.numFailedTests;
  if (!ok && totals.numFailedTests === 0) failed += 1;
  if (process.env.CI === 'true' && totals.numPendingTests > 0) {
    console.error(`${totals.numPendingTests} tests were skipped, which CI does not allow`);
    failed += totals.numPendingTests;
  }
} catch {
  failed += 1;
}
writeFileSync(path.join(results, 'tally'), `${passed} passed, ${failed} failed\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
