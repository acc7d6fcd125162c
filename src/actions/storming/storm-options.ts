import { randomInt } from 'node:crypto';
import { possibleFaults } from '../../cluster/storm/plan-round.ts';
import { faultNames, stormFaults, type FaultName } from '../../cluster/storm/storm-fault.ts';
import { catalogError } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { wholeNumber } from '../../diagnostics/whole-number.ts';
import { testedRuntime, type TestedEntry } from '../sandbox/tested-entry.ts';
import { faultObstacle, stormPlace, type StormPlace } from './fault-obstacle.ts';

/** How a storm is called. */
export interface StormOptions extends TestedEntry {
  /** How long rounds begin, in minutes, more than 0, at most 1440. @default 10 */
  readonly minutes?: number | undefined;
  /** 0 to 2147483647. @default a random number, which is printed */
  readonly seed?: number | undefined;
  /** Run only this round of the seed, from 1. @default all that begin in time */
  readonly round?: number | undefined;
  /** Names of faults, separated by commas. @default all that are possible here */
  readonly faults?: string | undefined;
  /** Data nodes, 1 to 9. @default 3 */
  readonly data?: number | undefined;
  /** Sentinels, 1 to 9. @default 3 */
  readonly sentinels?: number | undefined;
  /** Replicas that must have a write in time, 0 to the number of replicas. @default that of the entry */
  readonly minReplicasToWrite?: number | undefined;
  /** Folder of the report. @default a new temporary folder */
  readonly report?: string | undefined;
}

/** A storm that can run: every value is known. */
export interface StormSetup {
  readonly minutes: number;
  readonly seed: number;
  readonly round: number | undefined;
  readonly faults: readonly FaultName[];
  readonly data: number;
  readonly sentinels: number;
  readonly minReplicasToWrite: number | undefined;
  readonly place: StormPlace;
  /** Absolute. */
  readonly report: string;
  /** Faults that are left out, with the reason. */
  readonly leftOut: readonly { readonly name: FaultName; readonly reason: string }[];
}

const largestSeed = 2 ** 31 - 1;
const mostMinutes = 1440;

function readMinutes(minutes = 10): number {
  if (minutes > 0 && minutes <= mostMinutes) return minutes;
  throw usageError(`--minutes requires a number above 0, up to ${mostMinutes}`);
}

function faultNamed(word: string): FaultName {
  const found = faultNames.find((name) => name === word);
  if (found !== undefined) return found;
  const meant = nearest(word, faultNames);
  throw usageError(
    `unknown fault: ${word === '' ? '(empty)' : word}; expected ${faultNames.join(', ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
}

function readFaults(given: string | undefined): readonly FaultName[] | undefined {
  return given === undefined
    ? undefined
    : [...new Set(given.split(',').map((word) => faultNamed(word.trim())))];
}

/** The faults that are possible here; one that is named and impossible is an error. */
function ableFaults(named: readonly FaultName[] | undefined, place: StormPlace, data: number) {
  const leftOut: { name: FaultName; reason: string }[] = [];
  const wanted = named ?? faultNames;
  const possible = possibleFaults(wanted, data);
  for (const name of wanted) {
    const reason = possible.includes(name)
      ? faultObstacle(stormFaults[name], place)
      : 'a single data node has no replica that could take over';
    if (reason === undefined) continue;
    if (named) throw catalogError('drill-cannot-run', `${name} cannot be injected here: ${reason}`);
    leftOut.push({ name, reason });
  }
  const faults = wanted.filter((name) => !leftOut.some((one) => one.name === name));
  return { faults, leftOut };
}

function readReplicasToWrite(given: number | undefined, data: number): number | undefined {
  // The entry requires one replica, which a single node does not have.
  if (given === undefined) return data === 1 ? 0 : undefined;
  const replicas = data - 1;
  const value = wholeNumber('min-replicas-to-write', given, 0, 8);
  if (value === undefined || value <= replicas) return value;
  throw usageError(
    `--min-replicas-to-write ${value} is more than the ${replicas} replicas of --data ${data}: no write would be accepted`,
  );
}

/** Checks every option. Throws a usage error, or an error if this machine cannot run it. */
export function readStorm(options: StormOptions): Omit<StormSetup, 'report'> {
  const minutes = readMinutes(options.minutes);
  const seed = wholeNumber('seed', options.seed, 0, largestSeed) ?? randomInt(largestSeed);
  const round = wholeNumber('round', options.round, 1, 1_000_000);
  const data = wholeNumber('data', options.data, 1, 9) ?? 3;
  const sentinels = wholeNumber('sentinels', options.sentinels, 1, 9) ?? 3;
  const minReplicasToWrite = readReplicasToWrite(options.minReplicasToWrite, data);
  const named = readFaults(options.faults);
  const place = stormPlace(testedRuntime(options));
  const able = ableFaults(named, place, data);
  return { minutes, seed, round, data, sentinels, minReplicasToWrite, place, ...able };
}
