import { expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { version, changes } from './versions-of-text.ts';
import { analyseChange } from '../../../src/publish/analyse-change.ts';

const stack = (service: string) => version('  []', `services:\n  a: ${service}\n`);

test.for([
  [
    'its containers leave the addresses that clients have stored',
    '{image: x}',
    '{image: x, network_mode: host}',
    'major network-changed:a',
  ],
  [
    'its containers leave the ports of the hosts',
    '{image: x, net: host}',
    '{image: x}',
    'major network-changed:a',
  ],
  [
    'its containers get new addresses with the upgrade',
    '{image: x, retain_ip: true}',
    '{image: x, retain_ip: false}',
    'major address-changed:a',
  ],
  [
    'the address that it asked for is gone',
    '{labels: {io.rancher.container.requested_ip: 10.42.0.9}}',
    '{labels: [io.rancher.container.requested_ip=10.42.0.8]}',
    'major address-changed:a',
  ],
  [
    'links to it lead to another machine',
    '{external_ips: [10.0.0.1]}',
    '{external_ips: [10.0.0.2]}',
    'major address-changed:a',
  ],
  [
    'members that know it by its host name lose it',
    '{hostname: one}',
    '{hostname: two}',
    'major address-changed:a',
  ],
  [
    'clients of the host lose the port',
    '{ports: ["8080:80", "53:53/udp"]}',
    '{ports: ["8080:80", "53:53"]}',
    'major port-removed:a',
  ],
  [
    'a check that fails during recovery replaces the container that has the data',
    '{volumes: ["d:/data"]}',
    '{volumes: ["d:/data"], health_check: {port: 80}}',
    'major health-check-changed:a',
  ],
  [
    'it is replaced while it recovers longer than the new timeout',
    '{volumes: ["d:/data"], health_check: {port: 80, initializing_timeout: 600000}}',
    '{volumes: ["d:/data"], health_check: {port: 80, initializing_timeout: 6000}}',
    'major health-check-changed:a',
  ],
  [
    'it starts with an empty volume',
    '{volumes: ["d:/data"]}',
    '{volumes: ["e:/data"]}',
    'major mount-changed:a',
  ],
  [
    'it starts with an empty volume of another driver',
    '{volumes: ["d:/data"], volume_driver: local}',
    '{volumes: ["d:/data"], volume_driver: rancher-nfs}',
    'major mount-changed:a',
  ],
] as const)('a stack suffers: %s', ([, before, after, expected]) => {
  expect(changes(stack(before), stack(after))).toEqual([expected]);
});

test.for([
  ['the default network, by name', '{image: x}', '{image: x, network_mode: managed}'],
  ['a network of either format', '{net: host}', '{network_mode: host}'],
  ['addresses that are retained from now on', '{image: x}', '{image: x, retain_ip: true}'],
  ['another port of the container', '{ports: ["80:80"]}', '{ports: ["80:8080/tcp"]}'],
  ['one port more', '{ports: ["80:80"]}', '{ports: ["80:80", "81:81"]}'],
  ['a health check without data', '{image: x}', '{image: x, health_check: {port: 80}}'],
])('a stack does not suffer: %s', ([, before = '', after = '']) => {
  expect(changes(stack(before), stack(after))).toEqual(['patch service-changed:a']);
});

test('a fixed answer is a major change, with what running stacks are offered', () => {
  const asked = '  - {variable: replicas, type: int, default: "3"}';
  const range = (questions: string, block: string): FileTree => {
    const content = `version: '2'\ncatalog:\n  ${block}\n  questions:\n${questions}\n`;
    return new Map([['rancher-compose.yml', { content, mode: 0o644 as const }]]);
  };
  const messageOf = (from: string) => {
    const fresh = range('    []', `version: "2.0.0"\n  upgrade_from: "${from}"`);
    const [first] = analyseChange(range(asked, 'version: "1.4.0"'), fresh);
    return first && { bump: first.bump, message: first.message };
  };
  expect(messageOf('>=2.0.0-0 <3.0.0-0 || =2.0.0')).toEqual({
    bump: 'major',
    message:
      'the question replicas is removed or fixed; existing answers are discarded, and stacks on 1.x are offered later 1.x versions only',
  });
  expect(messageOf('>=1.0.0')?.message).toMatch(/, and stacks on 1\.x are offered the upgrade$/);
});
