import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderPodsPage, type PodFigures } from '../../../scripts/pods-page.ts';

const folder = join(import.meta.dirname, '../../../docs/drill-report');
const page = join(folder, 'pods.md');

// UPDATE_GOLDEN=1 regenerates the page.
test('docs/drill-report/pods.md is generated from the figures of a run', () => {
  const figures = JSON.parse(readFileSync(join(folder, 'pods.json'), 'utf8')) as PodFigures;
  const text = renderPodsPage(figures);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
  expect(figures.drills.every(({ runs }) => runs.every(({ lost = 0 }) => lost === 0))).toBe(true);
});

test('a drill that ran three times has all its gaps and raised bounds, and no columns without figures', () => {
  const drill = {
    group: 'planned',
    name: 'upgrade',
    title: 'an upgrade replaces all pods',
    bounds: { gapMs: 300 },
    runs: [
      { writes: 1000, lost: 0, gapMs: 399.6, noiseMs: 65 },
      { writes: 2000, lost: 0, gapMs: 120, noiseMs: 20 },
      { writes: 3000, lost: 0, gapMs: 130.2, noiseMs: 25 },
    ],
  } as const;
  expect(renderPodsPage({ where: 'Here.', drills: [drill] }).split('\n')).toContain(
    '| upgrade | An upgrade replaces all pods | 6000 | 0 | 400, 120, 130 | 65, 20, 25 | write gap ≤ 300 ms, lost writes 0; write gap limit raised to 380 ms |',
  );
});
