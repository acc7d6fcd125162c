import { counted } from '../../diagnostics/counted.ts';
import type { DrillSummary } from './describe-drill.ts';
import { boundOf, type TimeCheck } from './drill-result.ts';

const ms = (value: number) => `${Math.round(value)} ms`;

/** `, limit 120 ms (50 ms, raised because the untouched server had a gap)` */
function limit(bound: TimeCheck | undefined): string {
  if (!bound) return '';
  const { boundMs, raisedFromMs } = bound;
  const raised =
    raisedFromMs === undefined ? '' : ` (${ms(raisedFromMs)}, raised by the noise of the machine)`;
  return `, limit ${ms(boundMs)}${raised}`;
}

/** The verdict in one word. */
export function verdictOf({ hasRun, pass }: Pick<DrillSummary, 'hasRun' | 'pass'>): string {
  if (!hasRun) return 'not run';
  return pass ? 'pass' : 'FAIL';
}

/** The figures of a drill with the bounds that were applied, as lines for a picture and a page. */
export function figureLines(result: DrillSummary): string[] {
  const { gapMs, medianGapMs, ioredisGapMs, noiseMs, noiseBefore, unfinished } = result;
  const count = result.rounds.length + (unfinished ? 1 : 0);
  if (count === 0) return ['No fault was injected, so there is no gap.'];
  const extra = boundOf(result, 'ioredis');
  const others = boundOf(result, 'others-gap');
  const gaps = [
    `gap ${ms(gapMs)}${limit(boundOf(result, 'gap')) || ', no limit'}`,
    ...(count === 1 && !boundOf(result, 'median-gap')
      ? []
      : [
          `median of ${counted(count, 'round')} ${ms(medianGapMs)}${limit(boundOf(result, 'median-gap'))}`,
        ]),
    ...(others ? [`other shards ${ms(others.valueMs)}${limit(others)}`] : []),
    `ioredis ${ms(ioredisGapMs)}${extra ? ` (limit: ${ms(extra.boundMs)} more than the probe)` : ''}`,
  ];
  const recovery = unfinished
    ? 'not recovered when it was aborted'
    : `recovery time ${ms(result.convergedMs)}${limit(boundOf(result, 'recovery'))}`;
  const untouched = noiseBefore.untouchedMs;
  return [
    gaps.join('; '),
    `lost writes ${result.lost}; stale reads ${result.staleReads}; split-brain time ${ms(result.twoMastersMs)}; ${recovery}`,
    `noise of the machine: before the fault, probe ${ms(noiseBefore.probeMs)}${
      untouched === undefined || noiseMs === undefined
        ? '; there is no untouched server'
        : `, untouched server ${ms(untouched)}; after it, untouched server ${ms(noiseMs)}`
    }`,
  ];
}
