import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import { containerTimings } from '../../../src/cluster/drills/timings.ts';
import { boundOf } from '../../../src/cluster/drills/drill-result.ts';
import { notRunResult } from '../../../src/cluster/drills/judge.ts';
import { renderReport, type Surroundings } from '../../../src/cluster/drills/render-report.ts';
import { renderReportPage } from '../../../src/cluster/drills/report-page.ts';
import { renderSvg } from '../../../src/cluster/drills/render-svg.ts';
import { findProgram } from '../../../src/process/find-program.ts';
import { descendants, parseMarkup } from '../../support/markup.ts';
import { drillResult } from './generated-drill.ts';

const where: Surroundings = {
  program: '0.1.0',
  server: 'redis <7>',
  node: '20.19.0',
  kernel: '6.1',
  cores: 2,
  memoryGib: 4,
  date: '2026-01-01',
  tookS: 60,
};

const ran = fc
  .sample(drillResult, { seed: 7, numRuns: 12 })
  .map((result, index) => ({ ...result, id: index + 1 }));
const [first] = allDrills();
if (!first) throw new Error('there are no drills');
const reason = 'there is no <name> server & no "network"';
const results = [...ran, { ...notRunResult(first, reason, 'namespace'), id: 38 }];
const drills = results.map((result) => ({ result, svg: renderSvg(result) }));
const page = renderReportPage(
  [
    { heading: 'Processes', where, drills },
    {
      heading: 'Containers',
      where: { ...where, server: 'image redis:7' },
      drills: drills.slice(0, 2).map(({ result }) => {
        const inside = { ...result, runtime: 'docker' as const };
        return { result: inside, svg: renderSvg(inside) };
      }),
    },
  ],
  allDrills(containerTimings),
);
const elements = descendants(parseMarkup(page));
const valuesOf = (name: string) => elements.flatMap(({ attributes }) => attributes.get(name) ?? []);

describe('report.html', () => {
  test('requests nothing', () => {
    expect(page).not.toMatch(/https?:|\bsrc=|url\(|@import|<link|<iframe|fetch\(|import\(/);
    expect(valuesOf('href').filter((each) => !each.startsWith('#'))).toEqual([]);
  });

  test('has ids that are unique, and references that lead to them', () => {
    const ids = valuesOf('id');
    expect(new Set(ids).size).toBe(ids.length);
    const targets = valuesOf('href').map((each) => each.slice(1));
    const names = valuesOf('aria-labelledby').flatMap((each) => each.split(' '));
    expect([...targets, ...names].filter((each) => !ids.includes(each))).toEqual([]);
    expect(targets).toHaveLength(results.length + 2);
  });

  test('has one head, one body, one title, and one style for all pictures', () => {
    const count = (tag: string) => elements.filter((one) => one.tag === tag).length;
    expect(['html', 'head', 'body', 'h1', 'script'].map((tag) => count(tag))).toEqual([
      1, 1, 1, 1, 1,
    ]);
    expect(page.split('.drill-picture .paper')).toHaveLength(2);
    // A drill that did not run has no picture.
    expect(count('svg')).toBe(results.length + 1);
  });

  test('has gap and applied bound of each drill, its problems, versions and machine', () => {
    const rows = elements.filter(({ tag }) => tag === 'a');
    for (const [index, result] of results.entries()) {
      const label = rows[index]?.attributes.get('aria-label') ?? '';
      expect(label.startsWith(`${result.name}: `)).toBe(true);
      expect(label.endsWith('no limit')).toBe(result.hasRun && !boundOf(result, 'gap'));
    }
    const text = elements.map((one) => one.text).join('\n');
    for (const problem of results.flatMap((one) => one.problems)) {
      const escaped = problem.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      expect(text).toContain(escaped.replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
    }
    expect(text).toContain('redis &lt;7&gt;, Node 20.19.0, Linux 6.1, 2 cores, 4 GiB of memory');
    expect(text).toContain('image redis:7');
  });
});

const browser = findProgram('chromium') ?? findProgram('google-chrome');

/** Sets the filter as a reader does, and leaves the ids of the drills that are shown. */
const useFilter = `<script>
const shown = () => [...document.querySelectorAll('section')].filter((one) => one.offsetHeight > 0).map((one) => one.id);
const results = [shown()];
for (const [name, value] of [['words', 'not-there'], ['words', '1 '], ['kind', 'fail'], ['runtime', 'docker'], ['words', '']]) {
  form.elements[name].value = value;
  form.elements[name].dispatchEvent(new Event('input', { bubbles: true }));
  results.push(shown());
}
document.body.textContent = JSON.stringify(results);
</script>`;

test.skipIf(browser === undefined)('the filter of report.html shows what matches', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  try {
    const file = join(folder, 'report.html');
    writeFileSync(file, page.replace('</body>', `${useFilter}</body>`));
    const argv = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${folder}/profile`,
    ];
    const opened = spawnSync(browser ?? '', [...argv, '--dump-dom', `file://${file}`], {
      encoding: 'utf8',
      timeout: 25_000,
    });
    const [, text = '[]'] = /<body>(.*?)<\/body>/s.exec(opened.stdout) ?? [];
    const [all, none, ones, failed, inContainers, last] = JSON.parse(text.trim()) as string[][];
    expect(all).toHaveLength(results.length + 2);
    expect(none).toEqual([]);
    const hasOne = results.filter(({ id, name, title }) => `${id} ${name} ${title}`.includes('1'));
    expect(ones?.length).toBe(hasOne.length + 1);
    expect(failed?.every((id) => ones?.includes(id))).toBe(true);
    expect(failed).not.toContain('namespace-38');
    expect(inContainers?.every((id) => id.startsWith('docker-'))).toBe(true);
    expect(last).toEqual(
      drills.slice(0, 2).flatMap(({ result }) => (result.pass ? [] : `docker-${result.id}`)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

test('report.md has the noise of the machine and a bound that was raised', () => {
  const [result] = results;
  if (!result) throw new Error('there is no result');
  const raised = {
    ...result,
    noiseMs: 60.4,
    times: [{ of: 'gap', label: 'x', valueMs: 87, boundMs: 120.8, raisedFromMs: 50 } as const],
  };
  const text = renderReport([raised], allDrills(), where, () => undefined);
  expect(text).toContain('; write gap limit raised to 121 ms |');
  expect(text).toContain('| untouched server ms |');
  expect(text).toContain('| 60 |');
});
