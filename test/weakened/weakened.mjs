// `npm run weakened`: removes one protection of the image after the other, in a copy, and runs what must fail then:
// a drill, a storm, or a test with real servers. Exits 1 if a protection is missed by its catcher.
// `npm run weakened -- fence "planned stop"` tries those whose names contain one of these words. With `--intact` the
// catchers run on an unchanged copy, where each must pass.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { build, root } from '../../scripts/setup.mjs';

const { protections } = await importTypeScript('test/weakened/protections.ts');
const { describeCatcher, weakenedImage } = await importTypeScript('test/weakened/weaken.ts');

/** A catcher that takes longer has not caught anything. A drill may repeat a time that is out of its bounds. */
const longestS = 330;
const words = process.argv.slice(2);
const isIntact = words.includes('--intact');
const names = words.filter((word) => word !== '--intact');
const chosen = protections.filter(
  ({ name }) => names.length === 0 || names.some((word) => name.includes(word)),
);
if (chosen.length === 0) {
  const known = protections.map(({ name }) => `  ${name}`).join('\n');
  console.error(`no protection is named like ${names.join(', ')}; known:\n${known}`);
  process.exit(2);
}

const cli = path.join(root, 'dist', 'cli.cjs');
const vitest = path.join(root, 'node_modules', '.bin', 'vitest');

/** The program, its arguments, and the file that a test writes its results to. */
function commandOf(catcher, startScript, folder) {
  if ('drill' in catcher)
    return [
      process.execPath,
      [cli, 'cluster', 'drill', catcher.drill, '--start-script', startScript],
    ];
  if ('storm' in catcher) {
    const { storm, seed, minutes, more = [] } = catcher;
    const size = ['--faults', storm, '--seed', String(seed), '--minutes', String(minutes), ...more];
    const report = ['--report', path.join(folder, 'storm'), '--start-script', startScript];
    return [process.execPath, [cli, 'cluster', 'storm', ...size, ...report]];
  }
  const results = path.join(folder, 'results.json');
  const only = [`test/image/${catcher.file}.`, '-t', catcher.test];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  return [
    vitest,
    ['run', '--project', 'states', '--project', 'timed', ...reporters, ...only],
    results,
  ];
}

/** Runs a program until it ends, a storm until its first broken promise. */
async function runUntilCaught(command, args, image) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, TEST_IMAGE_FOLDER: image, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isFailed = false;
  const stop = () => child.kill('SIGINT');
  const timer = setTimeout(stop, longestS * 1000);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      output += String(data);
      // The lines after it have the reason.
      if (!isFailed && args.includes('storm') && /^ *[\d:]+ .* FAIL .*\n.*\n/m.test(output)) {
        isFailed = true;
        stop();
      }
    });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  return { code, output, isFailed };
}

/** Why a test failed, or undefined if none did. */
function failureIn(results) {
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ran = tests.filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.length !== 1) throw new Error(`${ran.length} tests ran, expected 1`);
  return ran.find(({ status }) => status === 'failed')?.failureMessages[0];
}

/** Why a drill or a storm failed: the lines below its row. */
const failureOf = (output) =>
  output
    .split('\n')
    .slice(output.split('\n').findIndex((line) => /\bFAIL/i.test(line)))
    .map((line) => line.trim())
    .join(' ');

/** What a catcher found: why it failed, or undefined. Throws if it could not run. */
async function findingOf({ catcher, startScript, folder }) {
  const [command, args, results] = commandOf(catcher, startScript, folder);
  const { code, output, isFailed } = await runUntilCaught(command, args, path.dirname(startScript));
  if (isFailed || (code === 1 && results === undefined)) return failureOf(output);
  if (code === 0) return undefined;
  if (code === 1) return failureIn(results);
  if (code === 130) return undefined;
  throw new Error(`exit code ${code}: ${output}`);
}

async function tryOne(protection) {
  const folder = mkdtempSync(path.join(tmpdir(), 'weakened-'));
  const image = path.join(folder, 'image');
  try {
    if (isIntact) cpSync(path.join(root, 'image'), image, { recursive: true });
    else weakenedImage(path.join(root, 'image'), image, protection);
    const began = performance.now();
    const startScript = path.join(image, 'start.sh');
    const why = await findingOf({ catcher: protection.caughtBy, startScript, folder });
    return { why, seconds: Math.round((performance.now() - began) / 1000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

build();
const width = Math.max(...chosen.map(({ name }) => name.length));
let missed = 0;
for (const protection of chosen) {
  const { why, seconds } = await tryOne(protection);
  const isExpected = (why !== undefined) !== isIntact;
  if (!isExpected) missed += 1;
  const passed = isIntact ? 'passed' : 'NOT CAUGHT';
  const failed = isIntact ? 'FAILED' : 'caught';
  const verdict = why === undefined ? passed : failed;
  const catcher = describeCatcher(protection.caughtBy);
  console.log(`${protection.name.padEnd(width)}  ${verdict} after ${seconds} s  ${catcher}`);
  if (why !== undefined) console.log(`    ${why.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
}
console.log(`\n${chosen.length - missed} of ${chosen.length} as expected`);
process.exitCode = missed === 0 ? 0 : 1;
