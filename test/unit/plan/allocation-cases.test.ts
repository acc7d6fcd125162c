import { expect, test } from 'vitest';
import type { PlannedHost } from '../../../src/plan/planned-host.ts';
import {
  host,
  hosts,
  launchOf,
  ofService,
  planOf,
  type WrittenService,
} from '../../support/placement/planned-stack.ts';

/*
 * The cases of cattle's own tests (tests/integration/cattletest/core/test_allocation.py): where one container goes
 * among hosts that have others.
 */

const withRules = (rules: Readonly<Record<string, string>>): WrittenService => ({ rules });

/** The names of the hosts that the one container can be on. */
function placedOn(service: WrittenService, on: readonly PlannedHost[], hasScheduler = true) {
  const plan = planOf(launchOf({ web: service }), on, { hasScheduler });
  const { outcome } = ofService(plan, 'web');
  const used = plan.losses.flatMap(({ hosts: lost, services }) =>
    services.length > 0 ? lost.flatMap(({ names }) => names) : [],
  );
  return { outcome, used };
}

const labelled = [
  host('one', { labels: { size: 'huge', latency: 'long' } }),
  host('two', { labels: { size: 'tiny', latency: 'short' } }),
];

test.for([
  ['host_label', 'size=huge', ['one']],
  ['host_label', 'size=huge,latency=long', ['one']],
  ['host_label_ne', 'size=huge', ['two']],
  ['host_label_soft', 'size=huge', ['one']],
  ['host_label_soft', 'size=giant', ['one', 'two']],
  ['host_label_soft_ne', 'size=huge', ['two']],
] as const)('%s: %s chooses %j', ([rule, value, used]) => {
  expect(placedOn(withRules({ [rule]: value }), labelled)).toEqual({ outcome: 'always', used });
});

test('a hard rule about a label that no host has is never met', () => {
  expect(placedOn(withRules({ host_label: 'size=giant' }), labelled).outcome).toBe('never');
});

const container = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  name,
  labels,
});

const named = [
  host('one', { containers: [container('c1', { foo: 'bar' })] }),
  host('two', { containers: [container('c2', { foo: 'other' }), container('c4', { baz: 'q' })] }),
];

test.for([
  [{ container: 'c1' }, ['one']],
  [{ container: 'C1' }, ['one']],
  [{ container_ne: 'c1' }, ['two']],
  [{ container_soft: 'c3' }, ['one', 'two']],
  [{ container_label: 'foo=bar' }, ['one']],
  [{ container_label: 'FOO=BAR' }, ['one']],
  [{ container_label_ne: 'foo=bar' }, ['two']],
  // Both hosts break a rule: the soft one gives way.
  [{ container_label_ne: 'foo=bar', container_label_soft_ne: 'baz=q' }, ['two']],
] as const)('%j chooses %j', ([rules, used]) => {
  expect(placedOn(withRules(rules), named)).toEqual({ outcome: 'always', used });
});

test('a rule that names a container of the stack puts others beside it', () => {
  const launch = launchOf({
    web: { scale: 2 },
    log: { rules: { container: 'r-web-2' }, depends_on: ['web'] },
    far: { rules: { container_ne: 'r-web-1,r-web-2' }, depends_on: ['web'] },
  });
  const plan = planOf(launch, hosts(3));
  expect(ofService(plan, 'log').outcome).toBe('always');
  expect(ofService(plan, 'far').outcome).toBe('always');
  expect(ofService(planOf(launch, hosts(1)), 'far').outcome).toBe('never');
});

const inUse = (port: number, protocol: 'tcp' | 'udp' = 'tcp', address = '') => ({
  ports: [{ port, protocol, address }],
});

test.for([
  [['5555:6666'], inUse(5555), 'never'],
  [['5555:6666/udp'], inUse(5555), 'always'],
  [['5556:6666'], inUse(5555), 'always'],
  [['127.2.2.1:5555:6666'], inUse(5555, 'tcp', '127.2.2.1'), 'never'],
  [['127.2.2.2:5555:6666'], inUse(5555, 'tcp', '127.2.2.1'), 'always'],
  [['5550-5560:5550-5560'], inUse(5555), 'never'],
] as const)('without a scheduler, ports %j on a host with %j: %s', ([ports, used, outcome]) => {
  const plan = planOf(launchOf({ web: { ports } }), [host('one', used)], { hasScheduler: false });
  expect(ofService(plan, 'web').outcome).toBe(outcome);
});

test('a port that a unit requests twice is never free', () => {
  const launch = launchOf({
    web: { ports: ['5555:80'], labels: { 'io.rancher.sidekicks': 'log' } },
    log: { ports: ['5555:81'] },
  });
  const plan = planOf(launch, hosts(3), { hasScheduler: false });
  expect(ofService(plan, 'web').reason).toMatchObject({
    words: 'no host fits: port 5555/tcp is requested more than once',
    rancherText: 'Allocation failed: Port 5555/tcp requested more than once.',
  });
});

test('the scheduler wants the address of a port in a label of the host', () => {
  const launch = launchOf({ web: { scale: 2, ports: ['10.0.0.5:80:80'] } });
  const labels = { 'io.rancher.scheduler.ips': '10.0.0.4, 10.0.0.5' };
  const plan = planOf(launch, [host('one', { labels }), host('two')]);
  expect(ofService(plan, 'web')).toMatchObject({ outcome: 'never', hosts: ['one'] });
  const used = (address: string) => [
    host('one', { labels, ports: [{ port: 80, protocol: 'tcp', address }] }),
  ];
  const one = launchOf({ web: { ports: ['10.0.0.5:80:80'] } });
  expect(planOf(one, used('10.0.0.4')).outcome).toBe('always');
  expect(planOf(one, used('10.0.0.5')).outcome).toBe('never');
  expect(planOf(one, used('')).outcome).toBe('never');
  const free = launchOf({ web: { ports: ['80:80'] } });
  expect(planOf(free, used('10.0.0.4')).outcome).toBe('always');
  expect(planOf(free, used('')).outcome).toBe('never');
  const both = launchOf({ web: { ports: ['80:80'] }, api: { ports: ['10.0.0.5:80:80'] } });
  const open = planOf(both, [host('one', { labels })]);
  expect(open.services.map(({ outcome }) => outcome)).toEqual(['can', 'can']);
  const two = planOf(launchOf({ web: { scale: 2, ports: ['80:80'] } }), [host('one', { labels })]);
  expect(ofService(two, 'web')).toMatchObject({ outcome: 'always', spread: { worst: 2 } });
});

test('require_any of a host keeps containers without one of its labels away', () => {
  const on = [
    host('one', { labels: { 'io.rancher.scheduler.require_any': 'tier=db,spare' } }),
    host('two'),
  ];
  expect(placedOn({}, on).used).toEqual(['two']);
  expect(placedOn({ labels: { tier: 'DB' } }, on).used).toEqual(['one', 'two']);
  expect(placedOn({}, on, false).used).toEqual(['one', 'two']);
});

test('reservations count with a scheduler only', () => {
  const launch = launchOf({ web: { scale: 3, mem_reservation: '512m' } });
  const on = [host('one', { memoryBytes: 2 ** 30 }), host('two', { memoryBytes: 2 ** 28 })];
  expect(ofService(planOf(launch, on), 'web')).toMatchObject({
    outcome: 'never',
    placed: { fewest: 2, most: 2 },
    excluded: [{ reason: 'has 256 MiB of memory free, and 512 MiB are reserved', hosts: ['two'] }],
    reason: {
      kind: 'capacity',
      words: '3 containers of web reserve 512 MiB of memory each, and the hosts have room for 2',
      rancherText:
        'Allocation failed: No healthy hosts meet the resource constraints: [memoryReservation: 536870912, instanceReservation: 1]',
    },
  });
  expect(planOf(launch, on, { hasScheduler: false }).outcome).toBe('always');
});
