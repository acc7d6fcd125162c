import { expect, test } from 'vitest';
import {
  host,
  hosts,
  launchOf,
  load,
  ofService,
  planOf,
  serviceIs,
} from '../../support/placement/planned-stack.ts';

const stackService = 'io.rancher.stack_service.name';
const apart = (name: string) => ({ rules: { container_label_ne: serviceIs(name) } });
const softApart = (name: string) => ({ rules: { container_label_soft_ne: serviceIs(name) } });
const isGlobal = { 'io.rancher.scheduler.global': 'true' };

test('three containers that exclude each other never all fit on two hosts', () => {
  const launch = launchOf({ sentinel: { scale: 3, ...apart('sentinel') } });
  expect(ofService(planOf(launch, hosts(2)), 'sentinel')).toMatchObject({
    outcome: 'never',
    placed: { fewest: 2, most: 2, exact: true },
    spread: { best: 1, worst: 1 },
    reason: {
      kind: 'too-few-hosts',
      words: '3 containers of sentinel exclude each other, and there are 2 hosts: host-1, host-2',
      rancherText: `Allocation failed: host must not have a container with label ${stackService}=r/sentinel`,
      otherTexts: [],
      looks:
        'activating: containers that are placed run, and Rancher retries the others forever, first after 2 s, later every 120 s',
    },
  });
  expect(planOf(launch, hosts(3)).outcome).toBe('always');
});

test('a soft rule doubles containers on too few hosts, and the load of hosts decides how', () => {
  const data = (scale: number) => launchOf({ data: { scale, ...softApart('data') } });
  const three = planOf(data(3), hosts(2));
  expect(ofService(three, 'data')).toMatchObject({
    outcome: 'always',
    spread: { best: 2, worst: 2, exact: true },
  });
  expect(ofService(three, 'data').reason).toBeUndefined();
  expect(three.losses).toMatchObject([{ services: [{ name: 'data', lost: 2, of: 3 }] }]);
  const spread = (plan: ReturnType<typeof planOf>) => ofService(plan, 'data').spread;
  const range = { best: 2, worst: 3, exact: true };
  expect(spread(planOf(data(4), hosts(2)))).toMatchObject({
    ...range,
    usual: { best: 2, worst: 2 },
  });
  const uneven = [host('a'), host('b', { containers: load(5) })];
  expect(spread(planOf(data(4), uneven))).toMatchObject({ ...range, usual: { best: 3, worst: 3 } });
  expect(spread(planOf(data(4), hosts(2), { hasScheduler: false }))).toEqual({
    ...range,
    countsSoft: true,
  });
});

test('a label that one host has leaves one host for three containers', () => {
  const launch = launchOf({
    sentinel: {
      scale: 3,
      rules: { container_label_ne: serviceIs('sentinel'), host_label: 'role=redis' },
    },
  });
  const on = [host('one', { labels: { role: 'redis' } }), ...hosts(4)];
  expect(ofService(planOf(launch, on), 'sentinel')).toMatchObject({
    outcome: 'never',
    placed: { most: 1 },
    hosts: ['one'],
    excluded: [{ reason: 'lacks the label role=redis' }],
    reason: {
      words:
        '3 containers of sentinel exclude each other, and there is 1 host with role=redis: one',
      rancherText: 'Allocation failed: needs host with label role: redis',
      otherTexts: [
        `Allocation failed: host must not have a container with label ${stackService}=r/sentinel`,
      ],
    },
  });
  const random = ofService(planOf(launch, on, { hasScheduler: false }), 'sentinel').reason;
  expect([random?.rancherText, ...(random?.otherTexts ?? [])]).toHaveLength(2);
});

test('a published port keeps containers apart, a port of the host network does not', () => {
  const launch = launchOf({ redis: { scale: 3, ports: ['6379:6379'] } });
  expect(ofService(planOf(launch, hosts(2)), 'redis')).toMatchObject({
    outcome: 'never',
    placed: { fewest: 2, most: 2 },
    reason: {
      words: '3 containers of redis publish port 6379/tcp, and there are 2 hosts: host-1, host-2',
      rancherText:
        'Allocation failed: No healthy hosts meet the resource constraints: [6379:6379/tcp portReservation, instanceReservation: 1]',
    },
  });
  const without = planOf(launch, hosts(2), { hasScheduler: false });
  expect(ofService(without, 'redis').reason?.rancherText).toBe(
    'Allocation failed: host needs ports 6379/tcp available',
  );
  const onHost = planOf(launchOf({ redis: { scale: 3, network_mode: 'host' } }), hosts(2));
  expect(ofService(onHost, 'redis')).toMatchObject({
    outcome: 'always',
    spread: { best: 2, worst: 3 },
    warnings: [expect.stringContaining('only one of them can listen on a port')],
  });
});

test('a global service ignores rules about containers, and takes soft rules about hosts for hard ones', () => {
  const launch = launchOf({
    agent: {
      labels: isGlobal,
      rules: { container_label_ne: serviceIs('agent'), host_label_soft: 'disk=ssd' },
    },
  });
  const ssd = { labels: { disk: 'ssd' } };
  const on = [host('a', ssd), host('b', ssd), host('c'), host('d')];
  expect(ofService(planOf(launch, on), 'agent')).toMatchObject({
    wanted: 'global',
    outcome: 'always',
    placed: { fewest: 2, most: 2 },
    hosts: ['a', 'b'],
  });
  const more = planOf(launch, [...on.slice(0, 3).map((each) => ({ ...each, ...ssd })), host('d')]);
  expect(ofService(more, 'agent').placed.most).toBe(3);
});

test('of two soft rules, the order of hosts decides which one is given up', () => {
  const launch = launchOf({
    data: {
      scale: 3,
      rules: { host_label_soft: 'disk=ssd', container_label_soft_ne: serviceIs('data') },
    },
  });
  const ssd = { labels: { disk: 'ssd' } };
  const on = [host('a', ssd), host('b', ssd), ...hosts(3)];
  expect(ofService(planOf(launch, on), 'data').spread).toMatchObject({
    best: 1,
    worst: 2,
    exact: true,
    usual: { best: 1, worst: 1 },
  });
  const random = planOf(launch, on, { hasScheduler: false });
  expect(ofService(random, 'data').spread).toEqual({
    best: 1,
    worst: 2,
    exact: true,
    countsSoft: true,
  });
});

test('units that share a local volume run on one host, so they cannot exclude each other', () => {
  const service = { scale: 2, ...apart('data'), volumes: ['x:/data'] };
  const stack = launchOf({ data: service }, { x: { driver: 'local' } });
  expect(ofService(planOf(stack, hosts(5)), 'data')).toMatchObject({
    outcome: 'never',
    placed: { fewest: 1, most: 1 },
    reason: {
      kind: 'volume',
      words:
        'its 2 containers share the volume x (local), so they need one host, but exclude each other',
      rancherText: `Allocation failed: host must not have a container with label ${stackService}=r/data`,
      otherTexts: [],
    },
  });
  const own = launchOf({ data: service }, { x: { driver: 'local', per_container: true } });
  expect(planOf(own, hosts(5)).outcome).toBe('always');
});

test('soft sentinels stay doubled after a host is lost and comes back, hard ones wait', () => {
  const health_check = { port: 26_379, strategy: 'recreate' };
  const launch = (rules: object) => launchOf({ sentinel: { scale: 3, health_check, ...rules } });
  const promises = [
    { name: 'failover possible', services: ['sentinel'], atLeast: 2, kind: 'containers' as const },
  ];
  const soft = planOf(launch(softApart('sentinel')), hosts(3), { promises });
  expect(soft.promises).toMatchObject([{ outcome: 'kept', left: 2 }]);
  expect(ofService(soft, 'sentinel')).toMatchObject({
    spread: { worst: 1 },
    afterLoss: { strategy: 'recreate', isReplaced: true },
    drift:
      'after the loss of 1 host, up to 2 of 3 are on one host, and stay there when hosts are added: the rule is soft, and Rancher moves no running container. The loss of that host then breaks failover possible',
  });
  const hard = planOf(launch(apart('sentinel')), hosts(3), { promises });
  expect(ofService(hard, 'sentinel')).toMatchObject({
    afterLoss: {
      words: expect.stringContaining('What waits gets a host when one comes back') as unknown,
    },
  });
  expect(ofService(hard, 'sentinel').drift).toBeUndefined();
  // Of the two that are left, none moves, and the third waits: one on each host for as long as there are three.
  expect(ofService(planOf(launch(apart('sentinel')), hosts(2)), 'sentinel')).toMatchObject({
    placed: { fewest: 2, most: 2 },
    spread: { worst: 1 },
  });
});

test('a sidekick that wants its own primary on the host keeps the unit from being placed', () => {
  const launch = launchOf({
    web: { labels: { 'io.rancher.sidekicks': 'log' } },
    log: { rules: { container_label: serviceIs('web') } },
  });
  expect(ofService(planOf(launch, hosts(2)), 'web')).toMatchObject({
    sidekicks: ['log'],
    outcome: 'never',
    reason: {
      kind: 'needs',
      words: `it wants a container with ${stackService}=r/web on its host, and only its own containers have one`,
      rancherText: `Allocation failed: Host must satisfy resource constraints: [instanceReservation: 1]. host must have a container with label ${stackService}=r/web`,
    },
  });
});

test('a service that waits for one that is never placed is not started', () => {
  const launch = launchOf({ a: { links: ['b'] }, b: { rules: { host_label: 'role=redis' } } });
  expect(ofService(planOf(launch, hosts(2)), 'a')).toMatchObject({
    outcome: 'never',
    placed: { most: 0 },
    reason: {
      kind: 'depends-on',
      words: 'it waits for b, which never gets all of its containers',
      rancherText: '',
      looks: 'created, inactive, without containers and without an error',
    },
  });
});

test('an order of placement can leave no host for a service, and a wait prevents that', () => {
  const on = [host('one', { labels: { only: 'a' } }), host('two')];
  const services = (more: object) =>
    launchOf({
      a: { ports: ['80:80'], rules: { host_label: 'only=a' } },
      b: { ports: ['80:80'], ...more },
    });
  const open = planOf(services({}), on);
  expect(open.outcome).toBe('can');
  expect(ofService(open, 'a')).toMatchObject({
    outcome: 'can',
    reason: {
      kind: 'order',
      words:
        'it depends on the order: if b is placed first on the only host that a can use, no host is left for it',
      rancherText:
        'Allocation failed: Host must satisfy resource constraints: [80:80/tcp portReservation]. needs host with label only: a',
    },
  });
  expect(ofService(open, 'b').outcome).toBe('always');
  expect(planOf(services({ depends_on: ['a'] }), on).outcome).toBe('always');
});
