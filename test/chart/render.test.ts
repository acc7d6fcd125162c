import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { allRenderings, chartBlueprints, chartRenderings } from '../support/chart-renderings.ts';
import { chartOf, renderChart, runHelm } from '../support/charts.ts';
import { helmMajors } from '../support/helm.ts';

describe.for(chartBlueprints)('the chart of %s', (blueprint) => {
  test.for(helmMajors)('helm %s lint reports nothing', (major) => {
    const { status, stdout } = runHelm(major, 'lint', chartOf(blueprint));
    expect(stdout.split('\n').filter((line) => line.startsWith('['))).toEqual([]);
    expect(status).toBe(0);
  });

  test('renders the objects of the golden by default', () => {
    const file = join(import.meta.dirname, 'golden', `${blueprint}.yml`);
    const objects = renderChart(4, chartOf(blueprint), chartRenderings[blueprint].default);
    const fresh = objects.map((each) => stringify(each)).join('---\n');
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, fresh);
    expect(fresh).toBe(readFileSync(file, 'utf8'));
  });
});

test.for(allRenderings)(
  'both majors of helm render the same objects: $blueprint $name',
  ({ blueprint, rendering }) => {
    const [three, four] = helmMajors.map((major) =>
      renderChart(major, chartOf(blueprint), rendering),
    );
    expect(four).toEqual(three);
  },
);
