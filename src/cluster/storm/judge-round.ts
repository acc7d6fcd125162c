import { promises, promiseNames, type PromiseName } from './promises.ts';
import type { WriterKind } from './storm-rig.ts';

/** An acknowledged write that the master does not have after the round. */
export interface LostWrite {
  readonly writer: string;
  readonly kind: WriterKind;
  readonly number: number;
  /** When it was acknowledged, in ms by the clock of the rig. */
  readonly atMs: number;
  /** Nodes that had it in their file when everything had been killed. @default not looked at */
  readonly inFileOf?: readonly string[];
}

/** What is broken in a round. */
export interface Problem {
  /** The writers whose promise is broken, or what else is. */
  readonly kind: WriterKind | 'one-writer' | 'recovery';
  /** A sentence without its full stop. */
  readonly text: string;
}

/** A fault, as the judge sees it. */
export interface JudgedFault {
  readonly promise: PromiseName;
  /** When what it allows begins. */
  readonly fromMs: number;
  /** From when its length counts. @default `fromMs` */
  readonly inEffectMs?: number;
  /** When that ends at the latest. @default with the round */
  readonly toMs?: number;
}

/** What a round showed. */
export interface RoundFacts {
  readonly faults: readonly JudgedFault[];
  readonly lost: readonly LostWrite[];
  /** What is wrong with the recovery. */
  readonly faulty: readonly string[];
  /** How long two nodes accepted writes at the same time, in ms. */
  readonly twoMastersMs: number;
}

/** The row that a round counts for: the most permissive one of its faults. */
export function rowOf(faults: readonly JudgedFault[]): PromiseName {
  return (
    promiseNames.findLast((name) => faults.some(({ promise }) => promise === name)) ?? 'planned'
  );
}

/** Whether the window of a fault allows the loss of a write. */
function isExcused(write: LostWrite, { promise, fromMs, ...times }: JudgedFault): boolean {
  const { beforeMs, afterMs, onlyUnwritten } = promises[promise].allowed;
  if (onlyUnwritten === true && (write.inFileOf ?? []).length > 0) return false;
  // A write that was on its way while everything was killed is acknowledged a little later.
  if (beforeMs !== undefined && write.atMs >= fromMs - beforeMs) return true;
  if (afterMs === undefined) return false;
  const { inEffectMs = fromMs, toMs = Infinity } = times;
  return write.atMs >= fromMs && write.atMs <= Math.min(inEffectMs + afterMs, toMs);
}

/** How many writes of one client the faults of a round can lose without a window. */
const perClient = (faults: readonly JudgedFault[]) =>
  faults.reduce((sum, { promise }) => sum + promises[promise].allowed.perClient, 0);

function plainProblems({ faults, lost }: RoundFacts): Problem[] {
  const most = perClient(faults);
  const counted = new Map<string, LostWrite[]>();
  for (const write of lost) {
    if (write.kind !== 'plain' || faults.some((fault) => isExcused(write, fault))) continue;
    counted.set(write.writer, [...(counted.get(write.writer) ?? []), write]);
  }
  return [...counted].flatMap(([writer, writes]) => {
    if (writes.length <= most) return [];
    const holders = [...new Set(writes.flatMap(({ inFileOf }) => inFileOf ?? []))];
    const where = holders.length === 0 ? '' : ` (in the file of ${holders.join(', ')})`;
    const text = `${writer} lost ${writes.length} acknowledged writes${where}, limit ${most}`;
    return [{ kind: 'plain', text }];
  });
}

function carefulProblems({ lost }: RoundFacts): Problem[] {
  const count = lost.filter(({ kind }) => kind === 'careful').length;
  const text = `${count} writes that WAIT confirmed are lost, limit 0`;
  return count === 0 ? [] : [{ kind: 'careful', text }];
}

function writerProblems({ twoMastersMs }: RoundFacts): Problem[] {
  const text = `two nodes accepted writes at the same time for ${Math.round(twoMastersMs)} ms`;
  return twoMastersMs > 0 ? [{ kind: 'one-writer', text }] : [];
}

/** Compares a round with the promises. Returns what is broken; empty if nothing is. */
export function judgeRound(facts: RoundFacts): Problem[] {
  return [
    ...facts.faulty.map((text): Problem => ({ kind: 'recovery', text })),
    ...carefulProblems(facts),
    ...plainProblems(facts),
    ...writerProblems(facts),
  ];
}
