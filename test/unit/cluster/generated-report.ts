import fc from 'fast-check';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import { containerTimings } from '../../../src/cluster/drills/timings.ts';
import { notRunResult } from '../../../src/cluster/drills/judge.ts';
import type { Surroundings } from '../../../src/cluster/drills/render-report.ts';
import { renderReportPage } from '../../../src/cluster/drills/report-page.ts';
import { renderSvg } from '../../../src/cluster/drills/render-svg.ts';
import { drillResult } from './generated-drill.ts';

/** Where the generated drills ran. */
export const where: Surroundings = {
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
/** Generated results, and one of a drill that was not run. */
export const results = [...ran, { ...notRunResult(first, reason, 'namespace'), id: 38 }];
export const drills = results.map((result) => ({ result, svg: renderSvg(result) }));
/** report.html of these drills, two of them also with containers. */
export const page = renderReportPage([
  { heading: 'Processes', where, known: allDrills(), drills },
  {
    heading: 'Containers',
    where: { ...where, server: 'image redis:7' },
    known: allDrills(containerTimings),
    drills: drills.slice(0, 2).map(({ result }) => {
      const inside = { ...result, runtime: 'docker' as const };
      return { result: inside, svg: renderSvg(inside) };
    }),
  },
]);
