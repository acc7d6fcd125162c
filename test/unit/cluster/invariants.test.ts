import { expect, test } from 'vitest';
import type { Evidence } from '../../../src/cluster/drills/evidence.ts';
import { invariants } from '../../../src/cluster/drills/invariants.ts';
import type { ClusterSnapshot } from '../../../src/cluster/status/cluster-snapshot.ts';
import { healthySnapshot } from './healthy-snapshot.ts';

const whole = healthySnapshot();
/** The first sentinel did not answer in time. */
const partial: ClusterSnapshot = { ...whole, sentinels: whole.sentinels.slice(1) };
/** The first sentinel has another id. */
const renewed: ClusterSnapshot = {
  ...whole,
  sentinels: whole.sentinels.map((view, index) =>
    index === 0 ? { ...view, id: 'f'.repeat(40) } : view,
  ),
};

test.each([
  ['all answered', whole, whole, [true, true]],
  ['one did not answer before', partial, whole, [true, true]],
  ['one does not answer afterwards', whole, partial, [true, true]],
  ['one has a new id', whole, renewed, [false, false]],
  ['one has a new id and did not answer before', partial, renewed, [false, false]],
] as const)('the ids of sentinels are compared: %s', (_, before, after, expected) => {
  const evidence = { before, after } as unknown as Evidence;
  const kept = (['ids-kept', 'ids-kept-anywhere'] as const).map(
    (name) => invariants[name].check(evidence) === undefined,
  );
  expect(kept).toEqual(expected);
});
