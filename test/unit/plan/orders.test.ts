import { expect, test } from 'vitest';
import {
  host,
  hosts,
  launchOf,
  ofService,
  planOf,
  serviceIs,
} from '../../support/placement/planned-stack.ts';

const not = (name: string) => ({ container_label_ne: serviceIs(name) });

test('services that wait for each other are started anyway', () => {
  const launch = launchOf({ a: { links: ['b'], rules: not('b') }, b: { links: ['a'] } });
  expect(planOf(launch, hosts(2)).outcome).toBe('always');
  // One of the waits of the circle is given up, so the service that waits for c is started in some orders only.
  const stuck = launchOf({
    a: { links: ['b'], rules: { container_label_soft_ne: serviceIs('c') } },
    b: { links: ['a', 'c'], rules: { container_label_soft_ne: serviceIs('c') } },
    c: { rules: { host_label: 'x=y' } },
  });
  const plan = planOf(stuck, hosts(2));
  expect(plan.services.map(({ outcome }) => outcome)).toEqual(['can', 'can', 'never']);
  expect(ofService(plan, 'a').reason?.words).toBe(
    'it waits for c, which never gets all of its containers',
  );
});

test('a service that may stay without a host keeps others from being started', () => {
  const launch = launchOf({
    a: { rules: not('b') },
    b: {},
    c: { depends_on: ['a'] },
  });
  const plan = planOf(launch, hosts(1));
  expect(ofService(plan, 'c')).toMatchObject({
    outcome: 'can',
    placed: { fewest: 0, most: 1 },
    reason: {
      kind: 'depends-on',
      words: 'it waits for a, which might not get all of its containers',
    },
  });
});

test('without a search, a soft rule that attracts containers can bring them together', () => {
  const rules = {
    container_label_soft: serviceIs('b'),
    container_label_soft_ne: serviceIs('a'),
  };
  const launch = launchOf({ a: { scale: 3, rules }, b: {} });
  const plan = planOf(launch, hosts(8), { limit: 0 });
  expect(ofService(plan, 'a').spread).toEqual({
    best: 1,
    worst: 3,
    exact: false,
    countsSoft: false,
    usual: { best: 1, worst: 1 },
  });
  expect(plan.assumptions).toContain('soft rules of a are not counted');
  expect(ofService(planOf(launch, hosts(8)), 'a').spread).toMatchObject({ worst: 3, exact: true });
});

test('a picture shows the loss that breaks a promise', () => {
  const launch = launchOf({
    a: { rules: { container_label_soft_ne: serviceIs('b') } },
    b: { scale: 3 },
  });
  const promises = [{ name: 'a runs', services: ['a'], atLeast: 1, kind: 'containers' }] as const;
  const { promises: made, pictures } = planOf(launch, hosts(3), { promises });
  expect(made).toEqual([
    {
      name: 'a runs',
      outcome: 'broken',
      atLeast: 1,
      left: 0,
      words: '0 left, 1 needed, after the loss of one of host-1, host-2, host-3',
      picture: 0,
    },
  ]);
  expect(pictures[0]?.title).toBe('a runs: 0 left, 1 needed');
  const lost = pictures[0]?.hosts.filter(({ isLost }) => isLost);
  expect(lost?.map(({ blocks }) => blocks.some(({ service }) => service === 'a'))).toEqual([true]);
  expect(pictures[0]?.hosts.flatMap(({ blocks }) => blocks)).toHaveLength(4);
});

test('rules of two services that no lock covers are named as an assumption', () => {
  const launch = launchOf({ a: { rules: not('b') }, b: { rules: not('a') } });
  expect(planOf(launch, hosts(3)).assumptions.at(-1)).toBe(
    'a and b are not placed at the same instant: their rules about each other have no value in common, so Rancher does not keep them waiting for each other',
  );
});

test('a large stack on many hosts is drawn with equal hosts once', () => {
  const launch = launchOf({ web: { scale: 50, rules: not('web') } });
  const [picture] = planOf(launch, hosts(1000)).pictures;
  const shown = picture?.hosts.map(({ more, blocks, isLost }) => [more, blocks.length, isLost]);
  expect(shown).toEqual([
    [0, 1, true],
    [48, 1, false],
    [949, 0, false],
  ]);
});

test('what reserves nothing fits a host that a global service has filled', () => {
  const launch = launchOf({
    agent: { labels: { 'io.rancher.scheduler.global': 'true' }, mem_reservation: '2g' },
    web: {},
    db: { mem_reservation: '1m' },
  });
  const plan = planOf(launch, [host('one', { memoryBytes: 2 ** 30 })]);
  expect(ofService(plan, 'web').outcome).toBe('always');
  expect(ofService(plan, 'db').outcome).toBe('can');
});
