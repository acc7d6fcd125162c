import { describe, expect, test } from 'vitest';
import { recordText } from '../../support/prose.ts';
import { equalHosts } from '../../../src/plan/environment.ts';
import { readHostsFile } from '../../../src/plan/read-hosts-file.ts';

const faultsOf = async (text: string) =>
  (await readHostsFile(text, 'hosts.yml')).diagnostics.map(
    ({ at, code, message, hint }) =>
      `${at?.line}:${at?.column} ${message}${hint === undefined ? '' : ` (${hint})`} [${code}]`,
  );

const hostsOf = async (text: string) => {
  const { value, diagnostics } = await readHostsFile(text, 'hosts.yml');
  expect(diagnostics).toEqual([]);
  return value;
};

describe('a file of hosts', () => {
  test('has what is known of each host', async () => {
    const text = `# yaml-language-server: $schema=schemas/hosts.schema.json
hosts:
- name: db-1
  labels: {role: redis, disk: ssd}
  memory: 4g
  cpu: 0.5
  ports: [80, 53/udp, '10.0.0.5:6379', 0.0.0.0:443/tcp]
  containers:
  - name: shop-web-1
    labels: {io.rancher.stack_service.name: shop/web}
  - {}
- name: db-2
`;
    expect(await hostsOf(text)).toEqual({
      hasScheduler: true,
      isNumber: false,
      hosts: [
        {
          name: 'db-1',
          labels: { role: 'redis', disk: 'ssd' },
          memoryBytes: 4 * 1024 ** 3,
          milliCpu: 500,
          ports: [
            { port: 80, protocol: 'tcp', address: '' },
            { port: 53, protocol: 'udp', address: '' },
            { port: 6379, protocol: 'tcp', address: '10.0.0.5' },
            { port: 443, protocol: 'tcp', address: '' },
          ],
          containers: [
            { name: 'shop-web-1', labels: { 'io.rancher.stack_service.name': 'shop/web' } },
            { name: '', labels: {} },
          ],
        },
        { name: 'db-2', labels: {}, ports: [], containers: [] },
      ],
    });
  });

  test('can have thousands of hosts that differ', async () => {
    const one = (index: number) => ({ name: `h${index}`, labels: { zone: `é${index % 3}` } });
    const lines = Array.from({ length: 1500 }, (_none, index) => `- name: h${index}\n  labels: {}`);
    expect((await hostsOf(`hosts:\n${lines.join('\n')}\n`))?.hosts).toHaveLength(1500);
    const flow = lines.map((_line, index) => `- {name: h${index}, labels: {role: redis}}`);
    expect((await hostsOf(`hosts:\n${flow.join('\n')}\n`))?.hosts[1499]).toMatchObject({
      name: 'h1499',
      labels: { role: 'redis' },
    });
    const named = Array.from({ length: 5000 }, (_none, index) => ({ ...one(index), labels: {} }));
    const json = JSON.stringify({ hosts: named });
    expect((await hostsOf(json))?.hosts).toHaveLength(5000);
    const pretty = JSON.stringify({ hosts: Array.from({ length: 1000 }, (_none, at) => one(at)) });
    expect((await hostsOf(pretty))?.hosts[4]?.labels).toEqual({ zone: 'é1' });
  });

  test.for([
    ['512m', 512 * 1024 ** 2],
    ['1.5g', 1.5 * 1024 ** 3],
    ['2 GB', 2 * 1024 ** 3],
    ['100', 100],
    ['"7k"', 7 * 1024],
    ['0', 0],
  ] as const)('memory: %s is read as compose files are', async ([written, bytes]) => {
    const environment = await hostsOf(`hosts: [{name: a, memory: ${written}}]`);
    expect(environment?.hosts[0]?.memoryBytes).toBe(bytes);
  });

  test('can be JSON, and states whether there is a scheduler', async () => {
    const text = JSON.stringify({ scheduler: false, hosts: [{ name: 'a', cpu: '250m' }] });
    expect(await hostsOf(text)).toEqual({
      hasScheduler: false,
      isNumber: false,
      hosts: [{ name: 'a', labels: {}, milliCpu: 250, ports: [], containers: [] }],
    });
  });

  test('reports all of its faults together', async () => {
    const text = `hots: 1
hosts:
- name: a
  lables: {a: b}
  memory: -4g
  cpu: -1
- name: a
  labels: {disk: 2, rack: yes, on: true, none: , list: [a]}
  memory: -4
  memry: 1
  ports: [0, 65536, '70000/tcp', '10.0.0.300:80', 80/sctp]
- labels: text
- name: ''
  containers: [{names: x}, {name: 3}]
- {name: b, count: 0}
`;
    recordText((await faultsOf(text)).join('\n'));
    expect((await faultsOf(text)).map((each) => each.replace(/ .* /, ' '))).toEqual([
      '1:1 [unknown-key]',
      '4:3 [unknown-key]',
      '5:11 [not-allowed]',
      '6:8 [not-allowed]',
      '7:9 [host-duplicate]',
      '8:18 [wrong-type]',
      '8:36 [wrong-type]',
      '8:48 [wrong-type]',
      '8:56 [wrong-type]',
      '9:11 [not-allowed]',
      '10:3 [unknown-key]',
      '11:11 [not-allowed]',
      '11:14 [not-allowed]',
      '11:21 [out-of-range]',
      '11:34 [out-of-range]',
      '11:51 [not-allowed]',
      '12:3 [missing-key]',
      '12:11 [wrong-type]',
      '13:9 [out-of-range]',
      '14:17 [unknown-key]',
      '14:35 [wrong-type]',
      '15:20 [out-of-range]',
    ]);
  });

  test.for([
    ['no hosts', 'hosts: []'],
    ['no list', 'hosts: 3'],
    ['a list only', '- name: a'],
    ['a number only', '3'],
    ['nothing', ''],
    ['no host is a map', 'hosts: [a, null]'],
    ['broken YAML', 'hosts: [a'],
    ['a key twice', 'hosts: [{name: a, name: b}]'],
    ['more hosts than are read', `hosts: [{name: a, count: 100000}, {name: b}]`],
  ])('with %s is refused', async ([, text = '']) => {
    const faults = await faultsOf(text);
    expect(faults).not.toEqual([]);
    recordText(faults.join('\n'));
  });

  test('with very many faults lists some of them', async () => {
    const text = `hosts:\n${'- name: a\n'.repeat(5000)}`;
    const faults = await faultsOf(text);
    expect(faults).toHaveLength(101);
    expect(faults.at(-1)).toContain('4899 more errors');
  });

  test('has equal hosts by their number', async () => {
    const environment = await hostsOf('hosts: [{name: a, count: 2, labels: {b: c}}, {name: a}]');
    expect(environment?.hosts.map(({ name, labels }) => [name, labels])).toEqual([
      ['a-1', { b: 'c' }],
      ['a-2', { b: 'c' }],
      ['a', {}],
    ]);
    expect(await faultsOf('hosts: [{name: a, count: 2}, {name: a-2}]')).toEqual([
      expect.stringContaining('duplicate host a-2'),
    ]);
  });

  test('with 100,000 hosts is read within a second', async () => {
    const begin = performance.now();
    expect((await hostsOf('hosts: [{name: a, count: 100000}]'))?.hosts).toHaveLength(100_000);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

test('equal hosts have different names', () => {
  const { hosts, hasScheduler } = equalHosts(100_000);
  expect(hasScheduler).toBe(true);
  expect(new Set(hosts.map(({ name }) => name)).size).toBe(100_000);
});
