import fc from 'fast-check';
import type { PlannedHost } from '../../../src/plan/planned-host.ts';
import { launchOf } from './planned-stack.ts';
import type { SimulatedHost, SimulatedService } from './simulate.ts';

/** A small stack, and hosts for it, in the terms of the planner and of the simulation. */
export interface RandomCase {
  readonly hasScheduler: boolean;
  readonly services: readonly SimulatedService[];
  readonly hosts: readonly SimulatedHost[];
  readonly lose: number;
}

const names = ['a', 'b', 'c'];
const kinds = ['', '_ne', '_soft', '_soft_ne'];

const serviceItem = fc
  .constantFrom(...names, 'x')
  .map((name) => `io.rancher.stack_service.name=\${stack_name}/${name}`);
const ownItem = fc.constant('io.rancher.stack_service.name=${stack_name}/${service_name}');
const labelItem = fc.constantFrom('tier=1', 'tier=2', 'io.rancher.stack.name=${stack_name}');
const containerItems = fc.uniqueArray(fc.oneof(serviceItem, ownItem, labelItem), {
  minLength: 1,
  maxLength: 2,
});
const hostItems = fc.uniqueArray(fc.constantFrom('disk=ssd', 'disk=hdd', 'zone=1'), {
  minLength: 1,
  maxLength: 1,
});

const rule = fc
  .tuple(
    fc.constantFrom('host_label', 'container_label', 'container_label'),
    fc.constantFrom(...kinds),
  )
  .chain(([subject, kind]) =>
    (subject === 'host_label' ? hostItems : containerItems).map(
      (items) => [`io.rancher.scheduler.affinity:${subject}${kind}`, items.join(',')] as const,
    ),
  );

const labels = fc
  .tuple(fc.array(rule, { maxLength: 2 }), fc.option(fc.constantFrom('1', '2'), { nil: undefined }))
  .map(([rules, tier]) => ({
    ...Object.fromEntries(rules),
    ...(tier === undefined ? {} : { tier }),
  }));

const rarely = <T>(value: fc.Arbitrary<T>, other: T) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(other) }, { weight: 1, arbitrary: value });

const service = (name: string, others: readonly string[]): fc.Arbitrary<SimulatedService> =>
  fc
    .record({
      scale: fc.integer({ min: 1, max: 3 }),
      isGlobal: rarely(fc.constant(true), false),
      memory: rarely(fc.constantFrom(100, 200), 0),
      ports: rarely(fc.constantFrom<number[]>([80], [90], [80, 90]), []),
      waitsFor: rarely(fc.subarray([...others]), [] as string[]),
      primary: labels,
      side: rarely(fc.option(labels, { nil: undefined }), undefined),
      volume: rarely<string | undefined>(fc.constant('shared'), undefined),
    })
    .map(({ primary, side, ...rest }) => ({
      name,
      ...rest,
      containers: [primary, ...(side === undefined ? [] : [side])],
    }));

const oneHost = fc.record({
  labels: fc.record(
    { disk: fc.constantFrom('ssd', 'hdd'), zone: fc.constant('1') },
    { requiredKeys: [] },
  ),
  memory: rarely(fc.constantFrom(100, 200, 300, 400), 10_000),
  usedPorts: rarely(fc.constantFrom<number[]>([80], [90]), []),
  before: rarely(
    fc.constantFrom<Record<string, string>[]>([{ tier: '1' }], [{ tier: '2' }, {}]),
    [],
  ),
});

export const randomCase: fc.Arbitrary<RandomCase> = fc.record({
  hasScheduler: fc.boolean(),
  lose: fc.integer({ min: 1, max: 2 }),
  services: fc
    .integer({ min: 1, max: 3 })
    .chain((count) =>
      fc.tuple(...names.slice(0, count).map((name, at) => service(name, names.slice(0, at)))),
    ),
  hosts: fc
    .array(oneHost, { minLength: 1, maxLength: 4 })
    .map((some) => some.map((each, at): SimulatedHost => ({ ...each, name: `host-${at + 1}` }))),
});

/** The launch of a case; its macros are escaped as in a compose file. */
export function launchOfCase({ services }: RandomCase) {
  const escape = (some: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(some).map(([key, value]) => [key, value.replaceAll('$', '$$$$')]),
    );
  const written = services.flatMap(
    ({ name, scale, isGlobal, memory, ports, waitsFor, containers, volume }) => {
      const [primary = {}, side] = containers.map(escape);
      const main = {
        scale,
        labels: {
          ...primary,
          ...(isGlobal ? { 'io.rancher.scheduler.global': 'true' } : {}),
          ...(side ? { 'io.rancher.sidekicks': `${name}-side` } : {}),
        },
        ...(memory > 0 ? { mem_reservation: memory } : {}),
        ...(ports.length > 0 ? { ports: ports.map((port) => `${port}:${port}`) } : {}),
        ...(waitsFor.length > 0 ? { depends_on: waitsFor } : {}),
        ...(volume === undefined ? {} : { volumes: [`${volume}:/data`] }),
      };
      return [
        [name, main] as const,
        ...(side ? [[`${name}-side`, { labels: side }] as const] : []),
      ];
    },
  );
  return launchOf(Object.fromEntries(written), { shared: {} });
}

export const plannedHosts = ({ hosts }: RandomCase): PlannedHost[] =>
  hosts.map(({ name, labels: own, memory, usedPorts, before }) => ({
    name,
    labels: own,
    memoryBytes: memory,
    ports: usedPorts.map((port) => ({ port, protocol: 'tcp', address: '' })),
    containers: before.map((each, at) => ({ name: `before-${at}`, labels: each })),
  }));
