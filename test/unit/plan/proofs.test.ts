import { expect, test } from 'vitest';
import {
  host,
  hosts,
  launchOf,
  ofService,
  planOf,
  serviceIs,
} from '../../support/placement/planned-stack.ts';

const not = (...names: string[]) => ({ container_label_ne: names.map(serviceIs).join(',') });
const isGlobal = { 'io.rancher.scheduler.global': 'true' };

test('services that exclude each other need a host for each of their containers', () => {
  const rules = not('a', 'b');
  const launch = launchOf({ a: { scale: 2, rules }, b: { scale: 2, rules } });
  const plan = planOf(launch, hosts(3));
  expect(plan).toMatchObject({
    outcome: 'never',
    reason:
      '4 containers (2 of a, 2 of b) exclude each other, and there are 3 hosts for them: host-1, host-2, host-3',
  });
  expect(plan.services.map(({ outcome }) => outcome)).toEqual(['can', 'can']);
  expect(planOf(launch, hosts(4)).outcome).toBe('always');
});

test('a proof names only the services and hosts that are short', () => {
  const ssd = { labels: { disk: 'ssd' } };
  const rules = not('a', 'b', 'c');
  const only = { ...rules, host_label: 'disk=ssd' };
  const launch = launchOf({ a: { rules: only }, b: { rules: only }, c: { rules } });
  expect(planOf(launch, [host('s', ssd), ...hosts(5)]).reason).toBe(
    '2 containers (1 of a, 1 of b) exclude each other, and there is 1 host for them: s',
  );
});

test('what a service lacks on each host is listed', () => {
  const launch = launchOf({
    db: { rules: { host_label: 'role=db', container_label_ne: 'tier=web' }, ports: ['80:80'] },
  });
  const labels = { role: 'db' };
  const on = [
    host('one'),
    host('two', { labels, containers: [{ name: 'x', labels: { tier: 'web' } }] }),
    host('three', { labels, ports: [{ port: 80, protocol: 'tcp', address: '' }] }),
  ];
  expect(ofService(planOf(launch, on), 'db').reason).toMatchObject({
    kind: 'no-host',
    words:
      'no host fits: one: lacks the label role=db; two: has a container with tier=web; three: has port 80/tcp in use',
  });
});

test('rules that want each other are never met', () => {
  const wants = (name: string) => ({ rules: { container_label: serviceIs(name) } });
  const circle = planOf(launchOf({ a: wants('b'), b: wants('a') }), hosts(2));
  expect(ofService(circle, 'a').reason).toMatchObject({
    kind: 'needs',
    words:
      'it wants a container with io.rancher.stack_service.name=r/b on its host, and b cannot be there first',
  });
  const chain = planOf(launchOf({ a: wants('b'), b: wants('c'), c: {} }), hosts(2));
  expect(chain.outcome).toBe('always');
});

test('a supplier can be on a host that is too small for a second service', () => {
  const services = {
    app: { mem_reservation: '512m', rules: { container_label: serviceIs('db') } },
    db: {},
  };
  const on = [host('large', { memoryBytes: 2 ** 30 }), host('small', { memoryBytes: 2 ** 20 })];
  const plan = planOf(launchOf(services), on);
  expect(ofService(plan, 'app')).toMatchObject({ outcome: 'can', placed: { fewest: 0, most: 1 } });
  expect(planOf(launchOf(services), on.slice(0, 1)).outcome).toBe('always');
});

test('a local volume ties a global service to one host', () => {
  const service = { labels: isGlobal, volumes: ['x:/data'] };
  const plan = planOf(launchOf({ agent: service }, { x: {} }), hosts(3));
  expect(ofService(plan, 'agent')).toMatchObject({
    outcome: 'never',
    placed: { fewest: 1, most: 1 },
    reason: {
      kind: 'volume',
      words:
        'its containers share the volume x (local), so they need one host, but each of 3 hosts gets one',
    },
  });
});

test('reservations of several services can be more than all hosts have', () => {
  const launch = launchOf({
    a: { scale: 2, mem_reservation: '512m' },
    b: { scale: 2, mem_reservation: '256m' },
  });
  const plan = planOf(launch, [host('one', { memoryBytes: 2 ** 30 })]);
  expect(plan).toMatchObject({
    outcome: 'never',
    reason:
      'a and b reserve 1.5 GiB of memory in total, and the hosts have room for 1 GiB of memory',
  });
});

test('without a simple proof, the limits are named that cannot be met together', () => {
  const launch = launchOf({
    a: { rules: { ...not('b'), container_label: serviceIs('c') } },
    b: { rules: { container_label: serviceIs('c') }, depends_on: ['c'] },
    c: { ports: ['80:80'], rules: { host_label_soft: 'disk=ssd' } },
    d: { rules: { ...not('a'), container_label: serviceIs('b') }, depends_on: ['a', 'b'] },
  });
  const plan = planOf(launch, hosts(3));
  expect(ofService(plan, 'b').outcome).toBe('always');
  expect(ofService(plan, 'a').outcome).toBe('can');
  const both = launchOf({
    a: { rules: { container_label: serviceIs('c') }, depends_on: ['b'] },
    b: { rules: { ...not('a'), container_label: serviceIs('c') }, depends_on: ['c'] },
    c: { rules: not('x') },
    e: {
      rules: { container_label: `${serviceIs('a')},${serviceIs('f')}` },
      depends_on: ['a', 'f'],
    },
    f: { rules: not('a', 'b'), depends_on: ['a'] },
  });
  expect(ofService(planOf(both, hosts(4)), 'e').reason).toMatchObject({
    kind: 'combination',
    words: [
      'no order of placement meets together: e: container_label io.rancher.stack_service.name=r/a',
      'e: container_label io.rancher.stack_service.name=r/f',
      'f: container_label_ne io.rancher.stack_service.name=r/a',
      'f: that it waits for a',
    ].join('; '),
  });
});

test('a plan reports what its search did not decide', () => {
  const launch = launchOf({
    a: { scale: 4, rules: { ...not('b'), container_label_soft_ne: serviceIs('a') } },
    b: { scale: 4 },
  });
  const plan = planOf(launch, hosts(4), { limit: 10 });
  expect(plan.outcome).toBe('undecided');
  expect(ofService(plan, 'a')).toMatchObject({
    outcome: 'undecided',
    placed: { exact: false },
    reason: { words: 'not decided: the search ended at its limit' },
  });
  expect(ofService(plan, 'b').outcome).toBe('always');
  expect(ofService(planOf(launch, hosts(4)), 'a').outcome).toBe('can');
});

test('a service of a scale policy grows as far as hosts allow, by whole steps', () => {
  const launch = launchOf({
    web: { scale_policy: { min: 1, max: 9, increment: 2 }, rules: not('web') },
  });
  const placed = (count: number) => ofService(planOf(launch, hosts(count)), 'web').placed;
  expect(placed(3)).toMatchObject({ fewest: 3, most: 3 });
  expect(placed(4)).toMatchObject({ fewest: 3, most: 3 });
  expect(ofService(planOf(launch, hosts(1)), 'web').outcome).toBe('always');
});

test('without hosts nothing is placed, and Rancher shows no error', () => {
  const plan = planOf(launchOf({ web: {} }), []);
  expect(plan.losses).toEqual([]);
  expect(ofService(plan, 'web')).toMatchObject({
    outcome: 'never',
    reason: { words: 'there is no host', rancherText: '' },
  });
});

test('a rule of one service alone does not keep both apart: the other one can come first', () => {
  const launch = launchOf({ a: { rules: not('b') }, b: {} });
  const plan = planOf(launch, hosts(1));
  expect(plan).toMatchObject({
    outcome: 'can',
    services: [{ outcome: 'can' }, { outcome: 'always' }],
  });
  expect(planOf(launch, hosts(2)).outcome).toBe('always');
});

test('a rule without a value makes the scheduler fail', () => {
  const launch = launchOf({ a: { rules: { host_label: 'role=' } } });
  expect(ofService(planOf(launch, hosts(2)), 'a').reason).toMatchObject({
    kind: 'no-host',
    words: 'no host fits: the rule "role=" makes the scheduler fail',
  });
});
