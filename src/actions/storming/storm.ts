import type { RoundResult } from '../../cluster/storm/round-result.ts';
import {
  describeFault,
  repeatCall,
  type StormConditions,
} from '../../cluster/storm/render-storm.ts';
import { summarize, type StormSummary } from '../../cluster/storm/summarize.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { loadClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { testedImage } from '../sandbox/tested-entry.ts';
import { stormHere, type StormLeg } from './storm-here.ts';
import { stormInNamespaces } from './storm-in-namespaces.ts';
import { readStorm, type StormOptions, type StormSetup } from './storm-options.ts';
import { openReport, writeStorm } from './storm-report.ts';
import type { StormReporter } from './storm-reporter.ts';

/** What came of a storm. */
export interface StormRun {
  readonly conditions: StormConditions;
  readonly summary: StormSummary;
  readonly rounds: readonly RoundResult[];
  /** Options that repeat each failed round, by its number. */
  readonly repeat: ReadonlyMap<number, string>;
  /** Folder that the report was written to. */
  readonly report: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
  /** 0: all promises kept; 1: one is broken. */
  readonly exitCode: 0 | 1;
}

function conditionsOf(setup: StormSetup, areNamed: boolean): StormConditions {
  const { seed, minutes, data, sentinels, minReplicasToWrite, place, faults } = setup;
  const runtime =
    place.runtime === 'process' && place.noNetwork === undefined ? 'namespace' : place.runtime;
  const sizes = { data, sentinels, minReplicasToWrite };
  return { seed, minutes, ...sizes, runtime, faults, areNamed };
}

/** Runs rounds until the time is over; on a new cluster after one that did not recover. */
async function runLegs(
  leg: Omit<StormLeg, 'firstRound'>,
  options: StormOptions,
  reporter: StormReporter,
  onRound: (result: RoundResult) => void,
): Promise<void> {
  const { setup, signal, untilMs } = leg;
  const { place, round: only } = setup;
  const isInside = place.runtime === 'process' && place.noNetwork === undefined;
  let next = 1;
  const take = (result: RoundResult) => {
    next = result.round + 1;
    onRound(result);
  };
  for (;;) {
    const begun = next;
    const whole = { ...leg, firstRound: next };
    await (isInside
      ? stormInNamespaces(whole, options, (text) => reporter.step(text), take)
      : stormHere(whole, (text) => reporter.step(text), take));
    const isOver = next === begun || only !== undefined || performance.now() >= untilMs;
    if (isOver || signal.aborted) return;
  }
}

/** Injects random faults into a sandbox for some minutes, and checks what must not be lost. */
export async function storm(options: StormOptions, reporter: StormReporter): Promise<StormRun> {
  const { answers, startScript, signal } = options;
  const checked = readStorm(options);
  const entry = await loadClusterEntry(answers, 'sentinel');
  const folder = openReport(options.report);
  const setup = { ...checked, report: folder.path };
  const conditions = conditionsOf(setup, options.faults !== undefined);
  const rounds: RoundResult[] = [];
  const beganMs = performance.now();
  try {
    const { runtime } = setup.place;
    const image = await testedImage(entry, runtime, options, (text) => reporter.log(text));
    const write = () => {
      const tookS = (performance.now() - beganMs) / 1000;
      writeStorm(folder.path, { conditions, rounds, summary: summarize(rounds), tookS, image });
    };
    // A folder that cannot be written is found now, not after the storm.
    write();
    reporter.start(setup);
    const untilMs = performance.now() + setup.minutes * 60_000;
    const leg = { setup, entry, image, startScript, untilMs, signal };
    await runLegs(leg, options, reporter, (result) => {
      rounds.push(result);
      // It has the logs of the failure.
      if (!result.pass) folder.keep();
      reporter.round(result, result.faults.map(describeFault).join('; '));
      write();
    });
    if (!signal.aborted) folder.keep();
  } finally {
    folder.drop();
  }
  const summary = summarize(rounds);
  const failed = rounds.filter(({ pass }) => !pass);
  return {
    conditions,
    summary,
    rounds,
    repeat: new Map(failed.map(({ round }) => [round, repeatCall(conditions, round)])),
    report: folder.path,
    diagnostics: entry.diagnostics,
    texts: entry.texts,
    exitCode: summary.pass ? 0 : 1,
  };
}
