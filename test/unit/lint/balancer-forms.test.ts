import { describe, expect, test } from 'vitest';
import { entry, first, foundIn, second } from '../../support/lint-entry.ts';

const web = '  web:\n    image: nginx:1.13\n    labels: {tier: front}\n';
const balancer = `version: '2'\nservices:\n${web}  lb:\n    image: rancher/lb-service-haproxy:v0.9.13\n`;
const published = `${balancer}    ports: ["80:80", "443:443"]\n`;
const rules = (...lines: readonly string[]) =>
  `${second}services:\n  lb:\n    lb_config:\n      default_cert: site\n      port_rules:\n${lines.map((line) => `      - {${line}}\n`).join('')}`;

const toWeb = 'service: web, target_port: 80';

/** Line 10 of rancher-compose.yml is the first rule. */
const current: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['a rule without a source_port', [`source_port: 80, ${toWeb}`, toWeb], ['11 balancer-port']],
  ['a misspelled key', [`source_port: 80, ${toWeb}, protocal: https`], ['10 compose-key-ignored']],
  [
    'two protocols on one port',
    [`source_port: 80, ${toWeb}`, `source_port: 80, ${toWeb}, protocol: tcp`],
    ['11 balancer-protocol'],
  ],
  [
    'one protocol, once as the default',
    [`source_port: 80, ${toWeb}`, `source_port: 80, ${toWeb}, protocol: http, path: /a`],
    [],
  ],
  [
    'a rule that leads to its balancer',
    ['source_port: 80, service: lb, target_port: 80'],
    ['10 balancer-target'],
  ],
  [
    'host names',
    [
      `source_port: 80, ${toWeb}, hostname: "*.example.com"`,
      `source_port: 80, ${toWeb}, hostname: "www.*"`,
      `source_port: 80, ${toWeb}, hostname: "example.com:8080"`,
      `source_port: 80, ${toWeb}, hostname: "*.example.*"`,
      `source_port: 80, ${toWeb}, hostname: "*"`,
      `source_port: 80, ${toWeb}, hostname: "a.example.com,b.example.com"`,
      `source_port: 80, ${toWeb}, hostname: "example.com:80"`,
    ],
    [
      '13 balancer-hostname',
      '14 balancer-hostname',
      '15 balancer-hostname',
      '16 balancer-hostname',
    ],
  ],
  [
    'paths',
    [
      `source_port: 80, ${toWeb}, path: /api`,
      `source_port: 80, ${toWeb}, path: "/a/*"`,
      `source_port: 80, ${toWeb}, path: "/b?x=1"`,
    ],
    ['11 balancer-hostname', '12 balancer-hostname'],
  ],
  [
    'a rule that hides a longer one',
    [
      `source_port: 80, ${toWeb}, hostname: a.example.com, priority: 1`,
      `source_port: 80, ${toWeb}, hostname: a.example.com, path: /api, priority: 2`,
      `source_port: 80, ${toWeb}, hostname: b.example.com, priority: 1`,
      `source_port: 443, ${toWeb}, hostname: a.example.com, path: /x, priority: 9`,
    ],
    ['11 balancer-priority'],
  ],
  [
    'the longer one first, and one for everything else',
    [
      `source_port: 80, ${toWeb}, priority: 1`,
      `source_port: 80, ${toWeb}, path: /api, priority: 2`,
      `source_port: 80, ${toWeb}, path: /, priority: 3`,
    ],
    [],
  ],
  [
    'selectors of labels that are there',
    [
      'source_port: 80, selector: "tier=front", target_port: 80',
      'source_port: 80, selector: "TIER in (front, back)", target_port: 80',
    ],
    [],
  ],
  [
    'a selector that is misspelled',
    [
      `source_port: 80, selector: "tier=frnt", target_port: 80`,
      `source_port: 80, ${toWeb}, path: /a`,
    ],
    ['10 balancer-selector'],
  ],
  [
    'a selector without any service',
    ['source_port: 80, selector: "app=shop", target_port: 80'],
    ['10 balancer-selector'],
  ],
  [
    'a selector for other stacks next to a rule for this one',
    [`source_port: 80, selector: "app=shop", target_port: 80`, `source_port: 80, ${toWeb}`],
    [],
  ],
];

test.for(current)('%s', ([, lines, expected]) => {
  const found = foundIn(entry(published, rules(...lines)));
  expect(found).toEqual(expected.map((each) => `rancher-compose.yml:${each}`).sort());
});

const legacy = (more: string, links = '  links: [web]\n') =>
  `web:\n  image: nginx:1.13\nlb:\n  image: rancher/load-balancer-service\n${links}${more}`;
const label = 'io.rancher.loadbalancer';

const old: readonly (readonly [string, string, readonly string[]])[] = [
  ['ports of all forms', legacy('  ports: ["80:8080", "443", "81:81/tcp"]\n'), []],
  ['a range', legacy('  ports:\n  - "8000-8010:80"\n'), ['7 balancer-legacy']],
  ['an address', legacy('  ports:\n  - "10.0.0.1:80:80"\n'), ['7 balancer-legacy']],
  [
    'targets of all forms',
    legacy(
      `  ports: ["80:8080"]\n  labels:\n    ${label}.target.web: "a.example.com:80/x=81,b.example.com=82,/path,83"\n`,
    ),
    [],
  ],
  [
    'a target on a port that it does not listen on',
    legacy(`  ports: ["80:8080"]\n  labels:\n    ${label}.target.web: a.example.com:81=8080\n`),
    ['8 balancer-label'],
  ],
  [
    'a certificate for a port that it does not listen on',
    legacy(`  ports: ["80:8080"]\n  labels:\n    ${label}.ssl.ports: '443'\n`),
    ['8 balancer-label'],
  ],
  ['no links', legacy('  ports: ["80:8080"]\n', ''), ['4 balancer-target']],
  [
    'a selector in place of links',
    legacy('  ports: ["80"]\n  labels: {io.rancher.service.selector.link: tier=front}\n', ''),
    [],
  ],
  [
    'the image with a tag',
    'web:\n  image: nginx:1.13\nlb:\n  image: rancher/load-balancer-service:v0.1\n  links: [web]\n',
    ['4 balancer-legacy'],
  ],
];

test.for(old)('the old load balancer: %s', ([, docker, expected]) => {
  expect(foundIn(entry(docker, first))).toEqual(
    expected.map((each) => `docker-compose.yml:${each}`).sort(),
  );
});

describe('a balancer', () => {
  const tls = `${second}services:\n  lb:\n    lb_config:\n      port_rules:\n      - {source_port: 443, protocol: https, ${toWeb}}\n`;

  test('that gets its API keys from Rancher anyway', () => {
    const docker = `${published}    labels:\n      io.rancher.container.agent.role: environmentAdmin\n      io.rancher.container.create_agent: 'true'\n`;
    expect(foundIn(entry(docker, rules(`source_port: 80, ${toWeb}`)))).toEqual([]);
  });

  test('whose certificates are mounted', () => {
    const docker = `${published}    volumes: ["/etc/letsencrypt:/etc/letsencrypt:ro"]\n    labels: {io.rancher.lb_service.default_cert_dir: /etc/letsencrypt}\n`;
    expect(foundIn(entry(docker, tls))).toEqual([]);
  });

  test('with the certificate beside lb_config', () => {
    expect(foundIn(entry(published, `${tls}    default_cert: site\n`))).toEqual([
      'rancher-compose.yml:10 compose-key-ignored',
      'rancher-compose.yml:9 balancer-certificate',
    ]);
  });

  test('without lb_config', () => {
    expect(foundIn(entry(published, second))).toEqual(['docker-compose.yml:7 balancer-elsewhere']);
  });

  test('that publishes its port under another number', () => {
    const docker = `${balancer}    ports: ["8080:80"]\n`;
    expect(foundIn(entry(docker, rules(`source_port: 8080, ${toWeb}`)))).toEqual([
      'rancher-compose.yml:10 balancer-port',
    ]);
  });

  test('whose port is asked, with an empty default', () => {
    const rancher = `${second}  questions:\n  - {variable: PORT, label: Port, type: string}\nservices:\n  lb:\n    lb_config:\n      port_rules:\n      - {source_port: "\${PORT}", ${toWeb}}\n`;
    expect(foundIn(entry(published, rancher))).toEqual([
      'rancher-compose.yml:11 launch-rancher-compose',
      'rancher-compose.yml:6 empty-answer',
    ]);
  });

  test('as Rancher exports it', () => {
    const rancher = `${second}services:\n  lb:\n    scale: 1\n    start_on_create: true\n    lb_config:\n      certs: []\n      port_rules:\n      - hostname: ''\n        priority: 1\n        protocol: http\n        service: web\n        source_port: 80\n        target_port: 80\n    health_check: {port: 42, interval: 2000, strategy: recreate}\n`;
    expect(foundIn(entry(published, rancher))).toEqual([]);
  });
});
