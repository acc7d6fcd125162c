import { median } from '../drills/measure.ts';
import { leastFaults, promiseNames, promises, type PromiseName } from './promises.ts';
import type { RoundResult } from './round-result.ts';
import { faultNames, type FaultName } from './storm-fault.ts';

/** A row of the table of promises with what was measured. */
export interface PromiseSummary {
  readonly name: PromiseName;
  /** Describes what can be lost. */
  readonly allowed: string;
  readonly kept: boolean;
  /** Rounds that count for this row: those whose lost writes were counted. */
  readonly rounds: number;
  /** Faults of this kind in these rounds. */
  readonly faults: number;
  /** Rounds of this row with a lost write. */
  readonly roundsWithLoss: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** The most that one client lost in one round; of plain writers. */
  readonly mostPerClient: number;
}

/** What was measured with one kind of fault, alone or with another one. Times in milliseconds. */
export interface FaultSummary {
  readonly name: FaultName;
  readonly rounds: number;
  readonly failed: number;
  readonly lostPlain: number;
  readonly lostCareful: number;
  readonly gapMedianMs: number;
  readonly gapMs: number;
  readonly recoveryMedianMs: number;
  readonly recoveryMs: number;
}

/** The result of a storm. */
export interface StormSummary {
  readonly pass: boolean;
  readonly rounds: number;
  readonly failed: number;
  /** How long two nodes accepted writes at the same time, in all rounds, in ms. */
  readonly twoMastersMs: number;
  readonly recoveryMs: number;
  readonly promises: readonly PromiseSummary[];
  readonly faults: readonly FaultSummary[];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const most = (numbers: readonly number[]) => Math.max(0, ...numbers);

function promiseSummary(name: PromiseName, all: readonly RoundResult[]): PromiseSummary {
  const kind = name === 'careful' ? 'careful' : 'plain';
  const rounds = name === 'careful' ? all : all.filter(({ promise }) => promise === name);
  const faults = sum(
    rounds.map((round) =>
      name === 'careful'
        ? round.faults.length
        : round.faults.filter(({ promise }) => promise === name).length,
    ),
  );
  const roundsWithLoss = rounds.filter(({ lost }) => lost[kind] > 0).length;
  const { share = 1 } = promises[name];
  const isShareKept = faults < leastFaults || roundsWithLoss / faults <= share;
  const isBroken = rounds.some(({ problems }) => problems.some((one) => one.kind === kind));
  return {
    name,
    allowed: promises[name].lost,
    kept: !isBroken && isShareKept,
    rounds: rounds.length,
    faults,
    roundsWithLoss,
    acknowledged: sum(rounds.map(({ acknowledged }) => acknowledged[kind])),
    lost: sum(rounds.map(({ lost }) => lost[kind])),
    mostPerClient: kind === 'plain' ? most(rounds.map((round) => round.mostPerClient)) : 0,
  };
}

function faultSummary(name: FaultName, all: readonly RoundResult[]): FaultSummary {
  const rounds = all.filter(({ faults }) => faults.some((fault) => fault.name === name));
  const gaps = rounds.map(({ gapMs }) => gapMs);
  const recoveries = rounds.map(({ recoveryMs }) => recoveryMs);
  return {
    name,
    rounds: rounds.length,
    failed: rounds.filter(({ pass }) => !pass).length,
    lostPlain: sum(rounds.map(({ lost }) => lost.plain)),
    lostCareful: sum(rounds.map(({ lost }) => lost.careful)),
    gapMedianMs: Math.round(median(gaps)),
    gapMs: most(gaps),
    recoveryMedianMs: Math.round(median(recoveries)),
    recoveryMs: most(recoveries),
  };
}

/** Sums up the rounds of a storm. */
export function summarize(all: readonly RoundResult[]): StormSummary {
  const counted = all.filter(({ isCounted }) => isCounted);
  const rows = promiseNames.map((name) => promiseSummary(name, counted));
  const failed = all.filter(({ pass }) => !pass).length;
  return {
    pass: failed === 0 && rows.every(({ kept }) => kept),
    rounds: all.length,
    failed,
    twoMastersMs: sum(all.map(({ twoMastersMs }) => twoMastersMs)),
    recoveryMs: most(all.map(({ recoveryMs }) => recoveryMs)),
    promises: rows,
    faults: faultNames.map((name) => faultSummary(name, all)).filter(({ rounds }) => rounds > 0),
  };
}
