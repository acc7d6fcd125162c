import { describe, expect, test } from 'vitest';
import { proveUnplaceable } from '../../../src/plan/prove-unplaceable.ts';
import { equalHosts } from '../../../src/plan/environment.ts';
import {
  host,
  launchOf,
  planOf,
  serviceIs,
  type WrittenService,
} from '../../support/placement/planned-stack.ts';

type Stack = Readonly<Record<string, WrittenService>>;

const onNumber = (services: Stack, count: number) =>
  proveUnplaceable(launchOf(services), equalHosts(count), 'r').map(
    ({ services: names, kind }) => `${names.join('+')} ${kind}`,
  );

const apart = { rules: { container_label_ne: serviceIs('web') } };

describe('with a number of hosts', () => {
  test.for<[string, Stack, number, string[]]>([
    ['containers apart', { web: { scale: 3, ...apart } }, 2, ['web too-few-hosts']],
    ['enough hosts', { web: { scale: 3, ...apart } }, 3, []],
    ['one port', { web: { scale: 2, ports: ['80:80'] } }, 1, ['web too-few-hosts']],
    [
      'one port of two services',
      { web: { ports: ['80:80'] }, other: { ports: ['80:80'] } },
      1,
      ['web+other too-few-hosts'],
    ],
    ['other ports', { web: { ports: ['80:80'] }, other: { ports: ['81:80'] } }, 1, []],
    [
      'a soft rule',
      { web: { scale: 3, rules: { container_label_soft_ne: serviceIs('web') } } },
      1,
      [],
    ],
    [
      'labels of hosts',
      { web: { rules: { host_label: 'role=web', host_label_ne: 'a=b' } } },
      1,
      [],
    ],
    ['containers of others', { web: { rules: { container_label: 'a=b', container: 'x' } } }, 1, []],
    ['a reservation', { web: { mem_reservation: '1t' } }, 1, []],
    [
      'labels of hosts, and containers apart',
      { web: { scale: 2, rules: { ...apart.rules, host_label: 'role=web' } } },
      1,
      ['web too-few-hosts'],
    ],
    [
      'a global service',
      { web: { labels: { 'io.rancher.scheduler.global': 'true' }, ...apart } },
      3,
      [],
    ],
  ])('%s', ([, services, count, found]) => {
    expect(onNumber(services, count)).toEqual(found);
  });
});

test('with known hosts, what they lack counts', () => {
  const services = {
    web: { rules: { host_label: 'role=web' } },
    other: { rules: { container_label: 'a=b' } },
    db: { rules: { host_label: 'role=db' } },
  };
  const environment = {
    hosts: [host('a', { labels: { role: 'db' } })],
    hasScheduler: true,
    isNumber: false,
  };
  const found = proveUnplaceable(launchOf(services), environment, 'r');
  expect(found.map(({ services: names, kind }) => `${names.join('+')} ${kind}`)).toEqual([
    'web no-host',
    'other needs',
  ]);
  expect(found.every(({ hint }) => hint !== undefined)).toBe(true);
  // A plan finds the same.
  const plan = planOf(launchOf(services), environment.hosts);
  expect(plan.services.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'web never',
    'other never',
    'db always',
  ]);
});
