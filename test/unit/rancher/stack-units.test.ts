import { expect, test } from 'vitest';
import { stackUnits } from '../../../src/rancher/placement/stack-units.ts';
import { launchOf, serviceIs } from '../../support/placement/planned-stack.ts';

test('a unit is a service with its sidekicks, their labels, rules, ports and volumes', () => {
  const launch = launchOf(
    {
      web: {
        scale: 0,
        ports: ['80:8080', '10.0.0.5:9000-9001:9000-9001/udp', '443'],
        mem_reservation: '1m',
        links: ['db:database', 'log', 'elsewhere'],
        labels: { 'io.rancher.sidekicks': 'log', tier: '1' },
        rules: { container_label_ne: `${serviceIs('web')},io.rancher.stack.name=$\${STACK_NAME}` },
        volumes: ['own:/a', 'shared:/b', 'plain:/c', '/srv:/d', '/e', 'given:/f', 'far:/g'],
      },
      log: { rules: { container_label_soft: serviceIs('$${service_name}') } },
      db: { health_check: { port: 1, strategy: 'recreateOnQuorum' } },
      alias: { image: 'rancher/dns-service' },
      outside: { image: 'rancher/external-service', external_ips: ['10.0.0.1'] },
    },
    {
      own: { per_container: true },
      shared: {},
      given: { external: true },
      far: { driver: 'rancher-nfs' },
    },
  );
  const units = stackUnits(launch, 'R');
  expect(units.map(({ name }) => name)).toEqual(['web', 'db']);
  const [web, db] = units;
  expect(web).toMatchObject({
    sidekicks: ['log'],
    scale: 1,
    waitsFor: ['db'],
    memoryBytes: 2 ** 20,
    health: { strategy: 'unchecked' },
    requests: [
      '80:8080/tcp portReservation',
      '10.0.0.5:9000:9000/udp portReservation',
      '10.0.0.5:9001:9001/udp portReservation',
      'memoryReservation: 1048576',
      'instanceReservation: 1',
      'instanceReservation: 1',
    ],
  });
  expect(web?.ports.map(({ address, port, protocol }) => [address, port, protocol])).toEqual([
    ['', 80, 'tcp'],
    ['10.0.0.5', 9000, 'udp'],
    ['10.0.0.5', 9001, 'udp'],
  ]);
  expect(web?.containers.map(({ labels }) => labels['io.rancher.stack_service.name'])).toEqual([
    'R/web',
    'R/web/log',
  ]);
  expect(web?.rules.map(({ key, value }) => [key, value])).toEqual([
    ['io.rancher.stack_service.name', 'R/web'],
    ['io.rancher.stack.name', 'R'],
    ['io.rancher.stack_service.name', 'R/web/log'],
  ]);
  expect(web?.volumes.map(({ name, scope, driver }) => [name, scope, driver])).toEqual([
    ['own', 'unit', 'local'],
    ['shared', 'stack', 'local'],
    ['plain', 'host', 'local'],
    ['/srv', 'path', 'local'],
    ['', 'anonymous', 'local'],
    ['given', 'external', 'local'],
    ['far', 'stack', 'rancher-nfs'],
  ]);
  expect(db?.health).toEqual({ strategy: 'recreateOnQuorum', quorum: 1 });
});

test('the bare name of a service in a rule gets its stack, and in a sidekick the name of it', () => {
  const name = 'io.rancher.stack_service.name';
  const launch = launchOf({
    web: {
      labels: { 'io.rancher.sidekicks': 'log' },
      rules: { container_label_ne: `${name}=web` },
    },
    log: { rules: { container_label: `${name}=web`, container_label_ne: `${name}=db` } },
  });
  const rules = stackUnits(launch, 'r').flatMap((unit) => unit.rules);
  expect(rules.map(({ value }) => value)).toEqual(['r/web', 'r/web/log', 'db']);
});
