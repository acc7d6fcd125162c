import { expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { version, changes } from './versions-of-text.ts';
import { analyseChange } from '../../../src/publish/analyse-change.ts';
import { complete } from '../../../src/publish/cause.ts';

const stack = (service: string) => version('    []', `services:\n  a: ${service}\n`);

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
    'it starts without the volumes of its data container',
    '{volumes_from: [data]}',
    '{image: x}',
    'major mount-changed:a',
  ],
  [
    'the upgrade removes its volume with the old container',
    '{volumes: ["d:/data"]}',
    '{volumes: ["d:/data"], labels: {io.rancher.container.volume_cleanup_strategy: all}}',
    'major mount-changed:a',
  ],
  [
    'two containers write to one volume during the upgrade',
    '{volumes: ["d:/data"], upgrade_strategy: {start_first: false}}',
    '{volumes: ["d:/data"], upgrade_strategy: {start_first: true}}',
    'major upgrade-overlaps:a',
  ],
  [
    'Rancher refuses to start new containers first with the addresses of the old ones',
    '{retain_ip: true}',
    '{retain_ip: true, upgrade_strategy: {start_first: true}}',
    'major upgrade-overlaps:a',
  ],
  [
    'its containers move away from the directories of their hosts',
    '{volumes: ["/srv:/data"], labels: {io.rancher.scheduler.affinity:host_label: disk=a}}',
    '{volumes: ["/srv:/data"]}',
    'major service-scheduling:a',
  ],
  [
    'a preference that fails moves its data as well',
    '{volumes: ["/srv:/data"]}',
    '{volumes: ["/srv:/data"], labels: {io.rancher.scheduler.affinity:host_label_soft: disk=a}}',
    'major service-scheduling:a',
  ],
  [
    'none of its hosts has the label that is now required',
    '{image: x}',
    '{labels: ["io.rancher.scheduler.affinity:host_label=disk=a"]}',
    'major service-scheduling:a',
  ],
  [
    'containers above the new maximum are removed',
    '{scale_policy: {min: 1, max: 5, increment: 1}}',
    '{scale_policy: {min: 1, max: 3, increment: 1}}',
    'major scale-changed:a',
  ],
  [
    'there are too few hosts for the new minimum',
    '{scale_policy: {min: 1, max: 5}}',
    '{scale_policy: {min: 3, max: 5}}',
    'major scale-changed:a',
  ],
  [
    'a policy decides its scale from now on',
    '{scale: 3}',
    '{scale_policy: {min: 1, max: 5}}',
    'major scale-changed:a',
  ],
  ['it sees other processes', '{pid: host}', '{image: x}', 'major namespace-changed:a'],
  [
    'it shares memory with others',
    '{ipc: host}',
    '{ipc: "container:b"}',
    'major namespace-changed:a',
  ],
  [
    'peers do not know its new host name',
    '{labels: {io.rancher.container.hostname_override: container_name}}',
    '{image: x}',
    'major address-changed:a',
  ],
  [
    'its address in the physical network is gone',
    '{mac_address: "02:00:00:00:00:01"}',
    '{mac_address: "02:00:00:00:00:02"}',
    'major address-changed:a',
  ],
  [
    'clients of a host name of the balancer lose it',
    '{lb_config: {port_rules: [{source_port: 80, service: b}, {source_port: 80, hostname: c.example, service: c}]}}',
    '{lb_config: {port_rules: [{source_port: 80, service: b}]}}',
    'major port-removed:a',
  ],
  [
    'clients of the port of its host lose it',
    '{network_mode: host, environment: {redis_port: "6379"}}',
    '{network_mode: host, environment: ["redis_port=6380"]}',
    'major port-removed:a',
  ],
  [
    'Rancher does not turn containers into a balancer',
    '{image: x}',
    '{image: x, lb_config: {port_rules: [{source_port: 80, service: b}]}}',
    'major service-retyped:a',
  ],
  [
    'Rancher does not turn containers into an external service',
    '{image: x}',
    '{external_ips: [10.0.0.1]}',
    'major service-retyped:a',
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
  ['the scale, which an upgrade keeps', '{scale: 3}', '{scale: 2}'],
  ['a wider scale policy', '{scale_policy: {min: 2, max: 3}}', '{scale_policy: {min: 1, max: 5}}'],
  [
    'a preference for hosts, without data',
    '{image: x}',
    '{labels: {io.rancher.scheduler.affinity:host_label_soft: disk=a}}',
  ],
  [
    'one rule of a scheduler less, without data',
    '{labels: {io.rancher.scheduler.affinity:host_label: disk=a}}',
    '{image: x}',
  ],
  ['new containers first, without data', '{image: x}', '{upgrade_strategy: {start_first: true}}'],
  [
    'another target of a balanced address',
    '{lb_config: {port_rules: [{source_port: 80, service: b}]}}',
    '{lb_config: {port_rules: [{source_port: 80, service: c}]}}',
  ],
  [
    'the port of a variable in its own network',
    '{environment: {DB_PORT: 1}}',
    '{environment: {DB_PORT: 2}}',
  ],
  [
    'a port that is asked from now on',
    '{net: host, environment: {HTTP_PORT: 80, REPORT: 1}}',
    '{net: host, environment: {HTTP_PORT: "${port}", REPORT: 2}}',
  ],
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
    const causes = analyseChange(range(asked, 'version: "1.4.0"'), fresh);
    const [first] = complete(causes, true);
    return first && { bump: first.bump, message: first.message };
  };
  expect(messageOf('>=2.0.0-0 <3.0.0-0 || =2.0.0')).toEqual({
    bump: 'major',
    message:
      'the question replicas is removed or fixed; existing answers are discarded, and stacks on 1.x are offered later 1.x versions only',
  });
  expect(messageOf('>=1.0.0')?.message).toMatch(/, and stacks on 1\.x are offered the upgrade$/);
});
