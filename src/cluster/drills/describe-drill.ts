import type { Bounds, Drill } from './drill.ts';
import { commonInvariants, invariants } from './invariants.ts';
import type { DrillResult } from './drill-result.ts';

/** A result without what only a picture is drawn from. */
export type DrillSummary = Omit<DrillResult, 'trace'>;

/** One line of `drill --json`. Times in milliseconds. */
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

/** A result as `drill --json` prints it. */
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

/** A drill as `drill --list --json` prints it. */
export interface ListedDrill {
  readonly id: number;
  readonly name: string;
  readonly title: string;
  readonly invariants: readonly string[];
  readonly bounds: Bounds;
}

/** The sentences of a drill, those of every drill first. */
export function sentencesOf(drill: Drill): string[] {
  return [...commonInvariants, ...drill.invariants.map((name) => invariants[name].sentence)];
}

/** What a list shows of a drill. */
export function describeDrill(drill: Drill): ListedDrill {
  const { id, name, title, bounds } = drill;
  return { id, name, title, invariants: sentencesOf(drill), bounds };
}

const seconds = (ms: number) => (ms >= 10_000 ? `${ms / 1000} s` : `${ms} ms`);

/** Bounds in words, with commas. */
export function describeBounds(bounds: Bounds): string {
  const {
    medianGapMs,
    gapMs,
    lost,
    lostForMs,
    staleReads,
    twoMastersMs,
    convergedMs,
    ioredisExtraMs,
  } = bounds;
  return [
    ...(medianGapMs === undefined ? [] : [`median gap ≤ ${seconds(medianGapMs)}`]),
    ...(gapMs === undefined ? [] : [`gap ≤ ${seconds(gapMs)}`]),
    lostForMs === undefined ? `lost ${lost}` : `lost only within ${lostForMs} ms of a cut`,
    ...(staleReads === undefined ? [] : [`stale reads ${staleReads}`]),
    ...(twoMastersMs === undefined ? [] : [`two writers ${twoMastersMs} ms`]),
    ...(ioredisExtraMs === undefined ? [] : [`ioredis ≤ ${ioredisExtraMs} ms more`]),
    `well again ≤ ${seconds(convergedMs)}`,
  ].join(', ');
}
