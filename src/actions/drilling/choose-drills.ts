import { allDrills, allShardDrills } from '../../cluster/drills/all-drills.ts';
import { describeBounds, describeDrill, sentencesOf } from '../../cluster/drills/describe-drill.ts';
import type { Drill } from '../../cluster/drills/drill.ts';
import { containerTimings } from '../../cluster/drills/timings.ts';
import type { ClusterKind } from '../../cluster/sandbox/node-spec.ts';
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
  /** Every drill of a kind; excludes names. */
  readonly all: boolean;
  /** @default that of the named drills; with sentinels for `all` */
  readonly kind?: ClusterKind | undefined;
}

function drillsOf(kind: ClusterKind, runtime: RuntimeKind | undefined): readonly Drill[] {
  const timings = runtime === 'docker' ? containerTimings : undefined;
  return kind === 'cluster' ? allShardDrills(timings) : allDrills(timings);
}

/** The kind of cluster that a drill runs on. */
export const kindOf = ({ kind = 'sentinel' }: Pick<Drill, 'kind'>): ClusterKind => kind;

/** One call has one entry. */
function assertOneKind(drills: readonly Drill[], kind: ClusterKind | undefined): void {
  const [first] = drills;
  const wanted = kind ?? (first && kindOf(first));
  const other = drills.find((drill) => kindOf(drill) !== wanted);
  if (!other || !wanted) return;
  throw usageError(
    `${other.name} is a drill of the kind ${kindOf(other)}, not ${wanted}`,
    kind === undefined
      ? 'run the drills of each kind in a call of their own'
      : 'omit --kind: it follows from the drill',
  );
}

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
  { names, all, kind }: DrillChoice,
  runtime: RuntimeKind | undefined,
): readonly Drill[] {
  if (all && names.length > 0)
    throw usageError('--all excludes names of drills', 'use one of the two');
  if (!all && names.length === 0)
    throw usageError('missing argument: [names..]', 'list drills with --list, run all with --all');
  if (all) return drillsOf(kind ?? 'sentinel', runtime);
  const both = [...drillsOf('sentinel', runtime), ...drillsOf('cluster', runtime)];
  const named = names.map((word) => drillNamed(word, both));
  assertOneKind(named, kind);
  return named;
}

/** What `cluster drill --list` shows. */
export interface DrillList {
  readonly drills: readonly ReturnType<typeof describeDrill>[];
  /** Number, name, what happens and its bounds. */
  readonly rows: readonly (readonly string[])[];
  /** What must hold after every drill. */
  readonly common: readonly string[];
}

/** Lists every drill of a kind. @default kind sentinel */
export function listDrills(request: RuntimeRequest & Pick<DrillChoice, 'kind'>): DrillList {
  const drills = drillsOf(request.kind ?? 'sentinel', requestedRuntime(request));
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
