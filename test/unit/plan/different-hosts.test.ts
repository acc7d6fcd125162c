import { expect, test } from 'vitest';
import {
  host,
  launchOf,
  ofService,
  planOf,
  serviceIs,
} from '../../support/placement/planned-stack.ts';

/** 1,000 hosts, of which no two have the same free memory. */
const different = Array.from({ length: 1000 }, (_none, index) =>
  host(`host-${index + 1}`, { memoryBytes: (1000 + index) * 2 ** 20 }),
);
const apart = { container_label_ne: serviceIs('data') };

test('50 containers on 1,000 hosts, all different, are planned within 2 s', () => {
  const launch = launchOf({ data: { scale: 50, rules: apart } });
  const begin = performance.now();
  const plan = planOf(launch, different);
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(plan.outcome).toBe('always');
  expect(ofService(plan, 'data').spread).toMatchObject({ best: 1, worst: 1, exact: true });
});

test('a search with too many hosts for each container ends at its limit before memory does', () => {
  const launch = launchOf({
    data: { scale: 25, rules: apart },
    near: { scale: 25, rules: { container_label_soft_ne: serviceIs('data') } },
  });
  const begin = performance.now();
  const plan = planOf(launch, different);
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(plan.outcome).toBe('always');
});
