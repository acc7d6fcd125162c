import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drillsFor } from '../../src/cluster/drills/drills.ts';
import type { DrillLine, SlimResult } from '../../src/cluster/drills/report.ts';
import { obstacle } from '../../src/actions/drilling/run-drills.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const bin = join(import.meta.dirname, '../../dist/cli.js');
const isCi = process.env.CI === 'true';
/** What cannot run here says why; in CI that is a failure. */
const able = drillsFor().filter((drill) => isCi || obstacle(drill) === undefined);

describe('drill', () => {
  const report = mkdtempSync(join(tmpdir(), 'drills-'));
  let lines: readonly DrillLine[] = [];
  let whole: readonly SlimResult[] = [];
  let said = '';

  beforeAll(() => {
    const names = able.map(({ name }) => name);
    const ran = spawnSync(
      process.execPath,
      [bin, 'cluster', 'drill', ...names, '--json', '--report', report],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    said = `ended with ${ran.status ?? ran.signal}: ${ran.stderr}${ran.stdout}`;
    if (!existsSync(join(report, 'report.json'))) throw new Error(`no report: ${said}`);
    lines = (JSON.parse(ran.stdout) as { drills: DrillLine[] }).drills;
    const text = readFileSync(join(report, 'report.json'), 'utf8');
    whole = (JSON.parse(text) as { drills: SlimResult[] }).drills;
  });

  afterAll(() => rmSync(report, { recursive: true, force: true }));

  test.for(able)('$id $name', ({ id }) => {
    const result = whole.find((one) => one.id === id);
    expect(result?.problems ?? [said]).toEqual([]);
  });

  test('the JSON has a line for each, with these keys', () => {
    expect(lines.map(({ id }) => id)).toEqual(able.map(({ id }) => id).sort((a, b) => a - b));
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'id',
      'name',
      'pass',
      'gapMs',
      'lost',
      'twoMastersMs',
      'convergedMs',
      'runtime',
    ]);
  });

  test('the report has a row and a picture for each', () => {
    const page = readFileSync(join(report, 'report.md'), 'utf8');
    const pictures = readdirSync(report).filter((name) => name.endsWith('.svg'));
    expect(pictures).toHaveLength(able.length);
    for (const name of pictures) expect(page).toContain(`](${name})`);
    for (const name of pictures) {
      expect(readFileSync(join(report, name), 'utf8')).toMatch(/^<svg [^>]*>[\s\S]*<\/svg>\n$/);
    }
  });
});

test('a drill that the machine keeps from running costs no other its result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drills-'));
  writeFileSync(join(folder, 'unshare'), '#!/bin/sh\necho no namespaces here >&2\nexit 1\n');
  chmodSync(join(folder, 'unshare'), 0o755);
  const names = ['dead-names', 'replica-killed'];
  const ran = spawnSync(process.execPath, [bin, 'cluster', 'drill', ...names, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` },
  });
  rmSync(folder, { recursive: true, force: true });
  const { drills } = JSON.parse(ran.stdout) as { drills: DrillLine[] };
  expect(drills.map(({ name, pass }) => [name, pass])).toEqual([
    ['replica-killed', true],
    ['dead-names', false],
  ]);
  expect(ran.stderr).toContain('It could not run: dead-names did not run in its namespaces');
  expect(ran.stderr).toContain('no namespaces here (see whether this machine lets root');
  expect(ran.status).toBe(2);
});

const drillFolders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('rancher-catalog-drill-'));

describe('interrupted', () => {
  test.for(['sentinel-killed', 'dead-names'])('%s leaves nothing behind', async (name) => {
    const before = drillFolders();
    const child = spawn(process.execPath, [bin, 'cluster', 'drill', name], { stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    await sleep(4000);
    const folder = drillFolders().find((each) => !before.includes(each));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    await sleep(300);
    const processes = readdirSync('/proc').filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`/${folder ?? '?'}`);
      } catch {
        return false;
      }
    });
    expect(folder).toBeDefined();
    expect({ processes, folders: drillFolders().filter((each) => each === folder) }).toEqual({
      processes: [],
      folders: [],
    });
  });
});

describe('bad input', () => {
  test.for([
    [
      [],
      'error  no drill is named   [usage]\n  hint: cluster drill --list shows them; --all runs them\n\n1 error\n\n',
    ],
    [
      ['master-kiled'],
      'error  there is no drill master-kiled   [drill-unknown]\n  hint: did you mean master-killed?\n\n1 error\n\n',
    ],
    [
      ['99'],
      'error  there is no drill 99   [drill-unknown]\n  hint: cluster drill --list shows them\n\n1 error\n\n',
    ],
    [
      ['4', '--all'],
      'error  --all and names of drills do not go together   [usage]\n  hint: use one of the two\n\n1 error\n\n',
    ],
    [
      ['4', '--repeat', '0'],
      'error  --repeat wants a whole number from 1 to 1000   [usage]\n  hint: such as --repeat 2\n\n1 error\n\n',
    ],
  ] as const)('%s', async ([argv, says]) => {
    const ran = await runCli(temporaryFolder(), ['cluster', 'drill', ...argv]);
    expect(ran).toEqual({ code: 2, stdout: '', stderr: says });
  });
});

test('--list shows the classic four first; as JSON it has the keys of a drill', async () => {
  const { code, stdout } = await runCli(temporaryFolder(), ['cluster', 'drill', '--list']);
  expect(code).toBe(0);
  const rows = stdout.split('\n').filter((line) => /^\d+ /.test(line));
  expect(rows.slice(0, 4).map((row) => row.split(/\s+/)[1])).toEqual([
    'sentinel-killed',
    'sentinels-killed',
    'replica-killed',
    'master-killed',
  ]);
  const json = await runCli(temporaryFolder(), ['cluster', 'drill', '--list', '--json']);
  const { drills } = JSON.parse(json.stdout) as { drills: Record<string, unknown>[] };
  expect(drills).toHaveLength(38);
  expect(Object.keys(drills[0] ?? {})).toEqual(['id', 'name', 'title', 'invariants', 'bounds']);
});
