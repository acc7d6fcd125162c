import { describe, expect, test } from 'vitest';
import { allDrills, allShardDrills } from '../../../src/cluster/drills/all-drills.ts';
import type { Drill } from '../../../src/cluster/drills/drill.ts';
import { boundOf } from '../../../src/cluster/drills/drill-result.ts';
import { renderReport } from '../../../src/cluster/drills/render-report.ts';
import { renderReportPage } from '../../../src/cluster/drills/report-page.ts';
import { containerTimings } from '../../../src/cluster/drills/timings.ts';
import { descendants, parseMarkup } from '../../support/markup.ts';
import { page, results, where } from './generated-report.ts';

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

test('report.md has the noise of the machine and a bound that was raised', () => {
  const [result] = results;
  if (!result) throw new Error('there is no result');
  const raised = {
    ...result,
    noiseMs: 60.4,
    times: [{ of: 'gap', label: 'x', valueMs: 87, boundMs: 120.8, raisedFromMs: 50 } as const],
  };
  const drills = [{ result: raised, svg: '' }];
  const part = { heading: '', where, known: allDrills(), drills };
  const text = renderReport([part], { pictureOf: () => undefined });
  expect(text).toContain('; write gap limit raised to 121 ms |');
  expect(text).toContain('| untouched server ms |');
  expect(text).toContain('| 60 |');
});

test('each part of a report has the bounds and the number of its own drills', () => {
  const [result] = results;
  if (!result) throw new Error('there is no result');
  const partOf = (heading: string, known: readonly Drill[], id: number) => ({
    heading,
    where,
    known,
    drills: [{ result: { ...result, id, pass: true, problems: [] }, svg: '' }],
  });
  const parts = [
    partOf('Processes', allDrills(), 4),
    partOf('Containers', allDrills(containerTimings), 4),
    partOf('Redis Cluster', allShardDrills(), 45),
  ];
  const totals = [39, 39, 10].map((all) => `1 of 1 drills passed (of ${all} in total)`);
  const bounds = ['100 ms more', '600 ms more', '2500 ms more'];
  const markdown = renderReport(parts, { pictureOf: () => undefined });
  for (const text of [markdown, renderReportPage(parts)]) {
    expect(text.match(/\d+ of \d+ drills passed \(of \d+ in total\)/g)).toEqual(totals);
    expect(text.match(/(?<=ioredis ≤ )\d+ ms more/g)).toEqual(bounds);
  }
  expect(markdown.match(/^## .*/gm)).toEqual(['## Processes', '## Containers', '## Redis Cluster']);
});
