import { allDrills } from '../../cluster/drills/all-drills.ts';
import { describeBounds, describeDrill, sentencesOf } from '../../cluster/drills/describe-drill.ts';
import type { Drill } from '../../cluster/drills/drill.ts';
import { containerTimings } from '../../cluster/drills/timings.ts';
import { catalogError } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import {
  requestedRuntime,
  type RuntimeKind,
  type RuntimeRequest,
} from '../sandbox/choose-runtime.ts';

/** Which drills a call is about. */
export interface DrillChoice {
  /** Names or numbers. */
  readonly names: readonly string[];
  /** Every drill; excludes names. */
  readonly all: boolean;
}

const drillsOf = (runtime: RuntimeKind | undefined) =>
  allDrills(runtime === 'docker' ? containerTimings : undefined);

function drillNamed(word: string, drills: readonly Drill[]): Drill {
  const found = drills.find(({ id, name }) => name === word || String(id) === word);
  if (found) return found;
  const meant = nearest(
    word,
    drills.map(({ name }) => name),
  );
  throw catalogError(
    'drill-unknown',
    `unknown drill: ${word}`,
    meant === undefined ? 'cluster drill --list lists the drills' : `did you mean ${meant}?`,
  );
}

/** The chosen drills, with the bounds that they have on this runtime. Throws if none or an unknown one is named. */
export function chooseDrills(
  { names, all }: DrillChoice,
  runtime: RuntimeKind | undefined,
): readonly Drill[] {
  const drills = drillsOf(runtime);
  if (all && names.length > 0)
    throw usageError('--all excludes names of drills', 'use one of the two');
  if (!all && names.length === 0)
    throw usageError('missing argument: [names..]', 'list drills with --list, run all with --all');
  return all ? drills : names.map((word) => drillNamed(word, drills));
}

/** What `cluster drill --list` shows. */
export interface DrillList {
  readonly drills: readonly ReturnType<typeof describeDrill>[];
  /** Number, name, what happens and its bounds. */
  readonly rows: readonly (readonly string[])[];
  /** What must hold after every drill. */
  readonly common: readonly string[];
}

/** Lists every drill. */
export function listDrills(request: RuntimeRequest): DrillList {
  const drills = drillsOf(requestedRuntime(request));
  const [first] = drills;
  return {
    drills: drills.map(describeDrill),
    rows: drills.map(({ id, name, title, bounds }) => [
      String(id),
      name,
      `${title}. Bounds: ${describeBounds(bounds)}.`,
    ]),
    common: first ? sentencesOf(first).slice(0, 3) : [],
  };
}
