import { resolve } from 'node:path';
import type { RoundResult } from '../../cluster/storm/round-result.ts';
import { recoverWithinMs } from '../../cluster/storm/recover.ts';
import { insideFault, runInside, stepMark } from '../drilling/run-in-namespaces.ts';
import { loadClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { stormHere, type StormLeg } from './storm-here.ts';
import { readStorm, type StormOptions } from './storm-options.ts';

/** Prefix of a line on which the child process prints the result of a round. */
const roundMark = 'round: ';

/** How much longer than its minutes a storm can take: its start, its last round and what that keeps. */
const patienceMs = 5 * recoverWithinMs;

function argumentsOf({ setup, startScript, firstRound, untilMs }: StormLeg, options: StormOptions) {
  const { seed, round, faults, data, sentinels, minReplicasToWrite, report } = setup;
  const given: readonly (readonly [string, string | number | undefined])[] = [
    ['minutes', Math.max(1, untilMs - performance.now()) / 60_000],
    ['seed', seed],
    ['round', round],
    ['first-round', firstRound],
    ['faults', faults.join(',')],
    ['data', data],
    ['sentinels', sentinels],
    ['min-replicas-to-write', minReplicasToWrite],
    ['report', report],
    ['answers', options.answers],
    ['start-script', startScript && resolve(startScript)],
  ];
  const words = given.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
  return ['cluster', 'storm', '--inside', ...words];
}

/** Runs the rounds of one cluster with this program in new namespaces. */
export async function stormInNamespaces(
  leg: StormLeg,
  options: StormOptions,
  onStep: (text: string) => void,
  onRound: (result: RoundResult) => void,
): Promise<void> {
  let count = 0;
  let failure: unknown;
  const stop = new AbortController();
  const ran = await runInside(argumentsOf(leg, options), {
    timeoutMs: Math.max(0, leg.untilMs - performance.now()) + patienceMs,
    signal: AbortSignal.any([leg.signal, stop.signal]),
    onLine(line) {
      if (line.startsWith(stepMark)) onStep(line.slice(stepMark.length));
      if (!line.startsWith(roundMark) || failure !== undefined) return;
      count += 1;
      try {
        onRound(JSON.parse(line.slice(roundMark.length)) as RoundResult);
      } catch (error) {
        // The report cannot be written. Thrown when the child has ended.
        failure = error;
        stop.abort();
      }
    },
  });
  if (failure !== undefined) throw failure;
  if (leg.signal.aborted) return;
  if (count === 0 || ran.code !== 0) throw insideFault('the storm', ran);
}

/** Runs the rounds of one cluster in this process, which `stormInNamespaces` started. */
export async function stormInside(
  options: StormOptions & { readonly firstRound: number },
  print: (line: string) => void,
): Promise<void> {
  const { answers, startScript, firstRound, report = '.', signal, minutes = 1 } = options;
  const setup = { ...readStorm(options), report: resolve(report) };
  const entry = await loadClusterEntry(answers, 'sentinel');
  const untilMs = performance.now() + minutes * 60_000;
  await stormHere(
    { setup, entry, image: undefined, startScript, firstRound, untilMs, signal },
    (text) => print(`${stepMark}${text}\n`),
    (result) => print(`${roundMark}${JSON.stringify(result)}\n`),
  );
}
