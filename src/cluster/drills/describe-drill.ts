import type { Bounds, Drill } from './drill.ts';
import { commonInvariants, invariants } from './invariants.ts';
import type { DrillResult } from './drill-result.ts';

/** A result without the series that only the picture needs. */
export type DrillSummary = Omit<DrillResult, 'trace'>;

/** A result as `cluster drill --json` prints it. Times in milliseconds. */
export interface DrillLine {
  readonly id: number;
  readonly name: string;
  readonly pass: boolean;
  readonly gapMs: number;
  readonly lost: number;
  readonly twoMastersMs: number;
  readonly convergedMs: number;
  readonly runtime: DrillResult['runtime'];
}

/** Makes the line of a result. */
export function drillLine(result: DrillSummary): DrillLine {
  const { id, name, pass, gapMs, lost, twoMastersMs, convergedMs, runtime } = result;
  return {
    id,
    name,
    pass,
    gapMs: Math.round(gapMs),
    lost,
    twoMastersMs: Math.round(twoMastersMs),
    convergedMs: Math.round(convergedMs),
    runtime,
  };
}

/** A drill as `cluster drill --list --json` prints it. */
export interface ListedDrill {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly invariants: readonly string[];
  readonly bounds: Bounds;
}

/** The invariants of a drill as sentences, the common ones first. */
export function sentencesOf(drill: Drill): string[] {
  return [
    ...commonInvariants[drill.kind ?? 'sentinel'],
    ...drill.invariants.map((name) => invariants[name].sentence),
  ];
}

/** Describes a drill for a list. */
export function describeDrill(drill: Drill): ListedDrill {
  const { id, name, title, bounds } = drill;
  return { id, name, title, invariants: sentencesOf(drill), bounds };
}

const seconds = (ms: number) => (ms >= 10_000 ? `${ms / 1000} s` : `${ms} ms`);

/** Bounds as text, separated by commas. */
export function describeBounds(bounds: Bounds): string {
  const {
    medianGapMs,
    gapMs,
    othersGapMs,
    lost,
    lostForMs,
    staleReads,
    twoMastersMs,
    convergedMs,
    ioredisExtraMs,
  } = bounds;
  return [
    ...(medianGapMs === undefined ? [] : [`median write gap ≤ ${seconds(medianGapMs)}`]),
    ...(gapMs === undefined ? [] : [`write gap ≤ ${seconds(gapMs)}`]),
    ...(othersGapMs === undefined ? [] : [`write gap of other shards ≤ ${seconds(othersGapMs)}`]),
    lostForMs === undefined
      ? `lost writes ${lost}`
      : `lost writes only within ${lostForMs} ms of a cut`,
    ...(staleReads === undefined ? [] : [`stale reads ${staleReads}`]),
    ...(twoMastersMs === undefined ? [] : [`split-brain time ${twoMastersMs} ms`]),
    ...(ioredisExtraMs === undefined ? [] : [`ioredis ≤ ${ioredisExtraMs} ms more`]),
    `recovery time ≤ ${seconds(convergedMs)}`,
  ].join(', ');
}
