import fc from 'fast-check';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import type { Ack } from '../../../src/cluster/drills/client-record.ts';
import type { DrillResult } from '../../../src/cluster/drills/drill-result.ts';
import { judge } from '../../../src/cluster/drills/judge.ts';
import { countedSpans, measureSpan } from '../../../src/cluster/drills/measure.ts';
import { healthySnapshot } from './healthy-snapshot.ts';

const names = new Map([
  ['10.0.0.1:6379', 'redis-1'],
  ['10.0.0.2:6379', 'redis-2'],
  ['10.0.0.11:26379', 'sentinel-1'],
  ['10.0.0.12:26379', 'sentinel-2'],
  ['10.0.0.13:26379', 'sentinel-3'],
]);

const messages = [
  ['+sdown', 'master mymaster 10.0.0.1 6379'],
  ['-sdown', 'slave 10.0.0.2:6379 10.0.0.2 6379 @ mymaster 10.0.0.1 6379'],
  ['+odown', 'master mymaster 10.0.0.1 6379 #quorum 3/2'],
  ['+new-epoch', '7'],
  ['+vote-for-leader', '3c131fb626c753ee30ae077cacecdbc4c212ba43 7'],
  ['+switch-master', 'mymaster 10.0.0.1 6379 10.0.0.2 6379'],
  ['+slave', 'slave 10.0.0.1:6379 10.0.0.1 6379 @ mymaster 10.0.0.2 6379'],
  ['+unheard-of', 'with <markup> & "quotes" \u0007'],
] as const;

const labels = ['kill redis-1', 'start redis-1', 'cut off redis-1 from <the> "others" & more'];

/** Mostly short pauses between acknowledgements, some long ones. In ms. */
const pause = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 31, max: 400 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 12_000 }) },
);

const beganMs = 5000;

function acksOf(pauses: readonly number[]): Ack[] {
  let atMs = beganMs;
  // A drill begins once a write was acknowledged.
  return [0, ...pauses].map((wait, number) => ({
    atMs: (atMs += wait),
    number,
    tookMs: 0.1 + wait / 3,
  }));
}

/** Times within a drill, as shares of its length. */
const moments = (maxLength: number) =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength });

/** Results of drills with any times of writes, rounds, steps and events. */
export const drillResult: fc.Arbitrary<DrillResult> = fc
  .record({
    drill: fc.constantFrom(...allDrills()),
    pauses: fc.array(pause, { minLength: 5, maxLength: 150 }),
    control: fc.array(pause, { maxLength: 60 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 8 }),
    isAborted: fc.boolean(),
    marks: fc.array(
      fc.tuple(fc.constantFrom(...labels), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        maxLength: 40,
      },
    ),
    events: fc.array(
      fc.tuple(
        fc.constantFrom(...messages),
        fc.integer({ min: 11, max: 13 }),
        fc.double({ min: 0, max: 1.2, noNaN: true }),
      ),
      { maxLength: 250 },
    ),
    lost: moments(40),
  })
  .map(({ drill, pauses, control, cuts, isAborted, marks, events, lost }) => {
    const acks = acksOf(pauses);
    const lengthMs = (acks.at(-1)?.atMs ?? 0) - beganMs + 50;
    const at = (share: number) => beganMs + share * lengthMs;
    const record = {
      writers: [{ name: 'probe' as const, key: 'k', acks, errors: new Map<string, number>() }],
      acceptedWrites: [],
      masterClaims: [],
      staleReads: [],
      reads: 0,
      control: control.length === 0 ? [] : acksOf(control),
    };
    const times = [...cuts].sort((a, b) => a - b).map((cut) => at(cut / 1000));
    const spans = times
      .slice(0, times.length - (times.length % 2))
      .flatMap((fromMs, index) =>
        index % 2 === 0 ? [{ fromMs, toMs: times[index + 1] ?? 0 }] : [],
      );
    const counted = countedSpans(spans);
    const measured = spans.map((span, index) => ({
      ...span,
      ...measureSpan(record, counted[index] ?? span),
      masterBefore: 'redis-1',
    }));
    const last = isAborted ? measured.at(-1) : undefined;
    const rounds = measured
      .filter((one) => one !== last)
      .map((one) => ({ ...one, convergedMs: 5, masterAfter: 'redis-2' }));
    const outcome = {
      rounds,
      marks: marks
        .map(([label, share]) => ({ label, atMs: at(share) }))
        .sort((a, b) => a.atMs - b.atMs),
      events: events
        .map(([[channel, message], host, share]) => ({
          channel,
          message,
          from: { host: `10.0.0.${host}`, port: 26379 },
          atMs: at(share) - 0.1 * lengthMs,
        }))
        .sort((a, b) => a.atMs - b.atMs),
      record,
      faults: [],
    };
    const lostWrites = lost.map((share) => ({
      atMs: at(share),
      number: 1,
      tookMs: 1,
      writer: 'sticky' as const,
    }));
    const nothing = { nodes: [], lostForMs: 0, fullCopies: 0, stops: [], ended: [] };
    const snapshot = healthySnapshot();
    const evidence = { ...outcome, ...nothing, lost: lost.length, lostWrites };
    return judge(drill, {
      ...outcome,
      evidence: last ? undefined : { ...evidence, before: snapshot, after: snapshot },
      fault: last ? 'timeout after 30 s: the cluster is not healthy' : undefined,
      unfinished: last,
      beganMs: 0,
      endedMs: at(1),
      runtime: 'process',
      names,
    });
  });
