import { describe, expect, test } from 'vitest';
import { entry, first, foundIn, second, type Shape } from '../../support/lint-entry.ts';

const asked = (variable: string, more: string) =>
  `  questions:\n  - variable: ${variable}\n    label: ${variable}\n${more}`;

const web = "version: '2'\nservices:\n  web:\n    image: example/web:1.0\n";
const balancer = `  lb:
    image: rancher/lb-service-haproxy:v0.7.9
    ports: ["443:443/tcp"]
    labels: {io.rancher.container.agent.role: environmentAdmin, io.rancher.container.create_agent: 'true'}
`;
const rules = `services:
  lb:
    lb_config:
      certs: []
      port_rules:
      - {source_port: 443, protocol: https, service: wep, target_port: 80}
`;

const shapes: readonly (readonly [string, Shape, readonly string[]])[] = [
  [
    'files of version 1 with the old block',
    entry('web:\n  image: example/web:1.0\n  restart: always\n', `${first}web:\n  scale: 2\n`),
    ['docker-compose.yml:3 restart-ignored'],
  ],
  [
    'services without the version',
    entry('services:\n  web:\n    image: example/web\n', second),
    ['docker-compose.yml:1 compose-key-rejected', 'docker-compose.yml:3 image-unpinned'],
  ],
  [
    'a balancer with a certificate to come',
    entry(`${web}${balancer}`, `${second}${rules}`),
    ['rancher-compose.yml:10 balancer-certificate', 'rancher-compose.yml:10 balancer-target'],
  ],
  [
    'a data container as a sidekick',
    entry(
      `${web}    volumes_from: [data]\n    labels: {io.rancher.sidekicks: data}\n  data:\n    image: busybox:1.27\n    volumes: [/data]\n    labels: {io.rancher.container.start_once: 'true'}\n`,
      second,
    ),
    [],
  ],
  [
    'infrastructure with a privileged driver',
    entry(
      `${web}    privileged: true\n    network_mode: host\n    labels: {io.rancher.scheduler.global: 'true'}\n`,
      second,
      'infra-templates',
    ),
    [],
  ],
  [
    'the same as a normal template',
    entry(
      `${web}    privileged: true\n    network_mode: host\n    labels: {io.rancher.scheduler.global: 'true'}\n`,
      second,
    ),
    ['docker-compose.yml:5 privileged', 'docker-compose.yml:6 host-network'],
  ],
  [
    'folders with the names of versions',
    entry(web, second.replace('  version: "1.0.0"\n', ''), 'templates', '1.0.0'),
    [],
  ],
  ['Windows line ends', entry(web.replaceAll('\n', '\r\n'), second.replaceAll('\n', '\r\n')), []],
  [
    'a README beside the versions, and a secret in the file',
    {
      ...entry(`${web}    environment: {DB_PASSWORD: s3cr3t-of-ours}\n`, second),
      'templates/app/README.md': '# App\n',
    },
    ['README.md:0 readme-misplaced', 'docker-compose.yml:5 secret-in-environment'],
  ],
  [
    'a condition that removes half of a service',
    entry(
      `${web}{{- if eq .Values.CACHE "true" }}\n  cache:\n    image: redis:4.0\n{{- end }}\n`,
      `${second}${asked('CACHE', '    type: boolean\n    default: true\n')}services:\n  cache:\n    scale: 1\n`,
    ),
    ['rancher-compose.yml:6 choice-rejected'],
  ],
  [
    'links to another stack, and names that are numbers',
    entry(`${web}    links: ["db/mysql:db"]\n  411:\n    image: redis:4.0\n`, second),
    [],
  ],
  [
    'a machine template',
    {
      'machine-templates/app/config.yml':
        'name: App\ndescription: An app.\nversion: "1.0.0"\ncategory: Apps\n',
      'machine-templates/app/catalogIcon-app.svg': '<svg/>',
      'machine-templates/app/0/README.md': '# App\n',
      'machine-templates/app/0/url': 'https://example.com/driver\n',
      'machine-templates/app/0/rancher-compose.yml': first,
    },
    [],
  ],
];

describe('the shapes of private catalogs', () => {
  test.for(shapes)('%s', ([, shape, expected]) => {
    expect(foundIn(shape)).toEqual([...expected].sort());
  });

  test('a thousand versions that differ in their images', () => {
    const many = Object.assign(
      {},
      ...Array.from({ length: 1000 }, (_none, index) =>
        entry(
          `${web.replace('1.0', `1.0.${index}`)}{{- if eq .Values.SIZE "large" }}\n    cpus: 2\n{{- end }}\n`,
          `${second.replace('1.0.0', `1.0.${index}`)}${asked('SIZE', '    type: enum\n    default: small\n    options: [small, large]\n')}`,
          'templates',
          `${index}`,
        ),
      ),
    ) as Shape;
    const all = foundIn(many);
    expect(new Set(all)).toEqual(new Set(['rancher-compose.yml:10 choice-rejected']));
    expect(all).toHaveLength(1000);
  });
});
