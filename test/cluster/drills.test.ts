import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DrillLine } from '../../src/cluster/drills/describe-drill.ts';
import { bin } from '../support/bundle.ts';
import { descendants, parseMarkup } from '../support/markup.ts';
import { until } from '../image/support/waits.ts';
import { openFolder, processesIn, startIn } from './support/program.ts';

const lineKeys = ['id', 'name', 'pass', 'gapMs', 'lost', 'twoMastersMs', 'convergedMs', 'runtime'];

test('a drill that cannot run does not affect the results of the others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drills-'));
  writeFileSync(join(folder, 'unshare'), '#!/bin/sh\necho no namespaces here >&2\nexit 1\n');
  chmodSync(join(folder, 'unshare'), 0o755);
  const report = join(folder, 'report');
  const argv = ['dead-names', 'replica-killed', '--json', '--report', report];
  const ran = spawnSync(process.execPath, [bin, 'cluster', 'drill', ...argv], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}` },
  });
  const { drills } = JSON.parse(ran.stdout) as { drills: DrillLine[] };
  expect(drills.map(({ name }) => name)).toEqual(['replica-killed', 'dead-names']);
  expect(Object.keys(drills[0] ?? {})).toEqual(lineKeys);
  expect(ran.stderr).toContain('Could not run: dead-names did not run in its namespaces');
  expect(ran.stderr).toContain('no namespaces here (check that root can create');
  expect(ran.status).toBe(2);
  const text = (name: string) => readFileSync(join(report, name), 'utf8');
  const whole = JSON.parse(text('report.json')) as { drills: { hasRun: boolean }[] };
  expect(whole.drills.map(({ hasRun }) => hasRun)).toEqual([true, false]);
  const pictures = readdirSync(report).filter((name) => name.endsWith('.svg'));
  expect(pictures).toHaveLength(2);
  for (const name of pictures) {
    expect(text('report.md')).toContain(`](${name})`);
    expect(text(name)).toMatch(/^<svg [^>]*>[\s\S]*<\/svg>\n$/);
  }
  const page = descendants(parseMarkup(text('report.html')));
  const sections = page.filter(({ tag }) => tag === 'section');
  expect(sections.map(({ attributes }) => attributes.get('data-kind'))).toEqual([
    'pass',
    'not-run',
  ]);
  rmSync(folder, { recursive: true, force: true });
});

test.for(['sentinel-killed', 'dead-names'])(
  '%s leaves nothing behind when interrupted',
  async (name) => {
    const folder = openFolder();
    const { child, output, ended } = startIn(folder, ['cluster', 'drill', name]);
    const nodes = () => processesIn(folder, 'data_dir');
    await until('six nodes', () => child.exitCode !== null || nodes().length >= 6);
    expect(child.exitCode).toBeNull();
    await sleep(1000);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(output()).toMatch(new RegExp(`${name} +interrupted$`, 'm'));
    expect(output()).not.toContain('FAIL');
    // A server that gets a signal takes longer to end on a machine that is busy.
    const left = () => ({ nodes: nodes(), files: readdirSync(folder) });
    await expect.poll(left).toEqual({ nodes: [], files: [] });
  },
);
