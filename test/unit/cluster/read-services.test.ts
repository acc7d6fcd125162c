import { describe, expect, test } from 'vitest';
import { readServices } from '../../../src/actions/sandbox/read-services.ts';

const service = (name: string, variable: string, port: string) =>
  `  ${name}:\n    environment:\n      ${variable}: '${port}'\n      redis_password: a$$b\n`;

const compose = [
  'services:\n',
  service('redis-master', 'redis_port', '6379'),
  service('redis-slaves', 'redis_port', '6380'),
  service('redis-sentinels', 'sentinel_port', '26379'),
].join('');

const read = (docker: string, rancher: string) =>
  readServices(
    new Map([
      ['docker-compose.yml', { content: docker, mode: 0o644 }],
      ['rancher-compose.yml', { content: rancher, mode: 0o644 }],
    ]),
  );

describe('the services of a rendered entry', () => {
  test('have the environment of docker-compose.yml and the scale of rancher-compose.yml', () => {
    const rancher = 'services:\n  redis-slaves:\n    scale: 4\n  redis-sentinels:\n    scale: 5\n';
    const { environments, scales, faults } = read(compose, rancher);
    expect(faults).toEqual([]);
    expect(environments.slave).toEqual({ redis_port: '6380', redis_password: 'a$b' });
    expect(scales).toEqual({ master: 1, slave: 4, sentinel: 5, cluster: 0 });
  });

  test.for([
    ['no services', 'services: {}\n', ['redis-master, redis-slaves or redis-sentinels']],
    ['no sentinels', compose.replace('redis-sentinels', 'redis'), ['redis-sentinels']],
    ['no port', compose.replaceAll('redis_port', 'port'), ['redis-master', 'redis-slaves']],
    ['no number as a port', compose.replace("'26379'", 'none'), ['redis-sentinels']],
  ] as const)('do not make a cluster with %s', ([, text, named]) => {
    const { faults } = read(text, 'services: {}\n');
    expect(faults).toEqual(named.map((names) => expect.stringContaining(names)));
  });
});
