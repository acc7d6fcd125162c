import { expect, test } from 'vitest';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import { describeStep } from '../../../src/cluster/drills/describe-step.ts';
import { expectedSeconds, patienceSeconds } from '../../../src/cluster/drills/expected-seconds.ts';

const drill = (id: number) => allDrills().find((each) => each.id === id);

test.for([
  [1, 13],
  [4, 49],
  [14, 43],
  [29, 99],
] as const)('drill %s is expected to take about %s s, as measured', ([id, seconds]) => {
  const found = drill(id);
  const expected = found ? expectedSeconds(found) : 0;
  expect(Math.abs(expected - seconds)).toBeLessThanOrEqual(3);
});

test('more rounds take longer', () => {
  const found = drill(25);
  expect(found && expectedSeconds(found, 20) > expectedSeconds(found, 10)).toBe(true);
});

test.for([1, 40, 1000])('no drill counts as stuck while %s rounds run', (rounds) => {
  for (const each of allDrills())
    expect(patienceSeconds(each, rounds)).toBeGreaterThan(3 * expectedSeconds(each, rounds));
});

test('steps are described by their kind and nodes', () => {
  expect(drill(4)?.steps.map(describeStep)).toEqual([
    'kill master',
    'wait until new master',
    'wait 0.5 s',
    'start old-master',
  ]);
});
