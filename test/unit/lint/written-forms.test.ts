import { describe, expect, test } from 'vitest';
import { entry, first, foundIn, second } from '../../support/lint-entry.ts';

type Case = readonly [name: string, docker: string, rancher: string, expected: readonly string[]];

const asked = (...variables: readonly (readonly [string, string])[]) =>
  [
    '  questions:\n',
    ...variables.map(([name, more]) => `  - {variable: ${name}, label: ${name}, ${more}}\n`),
  ].join('');

const image = 'image: nginx:1.13';

/** Each form in which people write a field, with the place of the finding. */
const places: readonly Case[] = [
  [
    'an item of a list, at its own line',
    `web:\n  ${image}\n  volumes:\n  - /srv:/srv\n  - /var/run/docker.sock:/var/run/docker.sock\n  cap_add:\n  - NET_ADMIN\n  - SYS_ADMIN\n`,
    first,
    ['docker-compose.yml:5 host-mount', 'docker-compose.yml:8 capability'],
  ],
  [
    'net of version 1',
    `web:\n  ${image}\n  net: container:log\nlog:\n  image: busybox:1.27\n`,
    first,
    ['docker-compose.yml:3 network-container-unknown'],
  ],
  [
    'variables of both files, each in its own',
    `version: '2'\nservices:\n  web:\n    ${image}\n    environment:\n      DB_PASSWORD: s3cr3t-of-ours\n`,
    `${second}services:\n  web:\n    environment:\n      API_TOKEN: another-s3cr3t\n`,
    ['docker-compose.yml:6 secret-in-environment', 'rancher-compose.yml:8 secret-in-environment'],
  ],
  [
    'a service without an image, at its name',
    `version: '2'\nvolumes:\n  web: {}\nservices:\n  web:\n    tty: true\n`,
    second,
    ['docker-compose.yml:5 image-missing'],
  ],
];

const ports: readonly Case[] = [
  [
    'a port of all addresses, and of one',
    `web:\n  ${image}\n  ports:\n  - "80:80"\n  - "127.0.0.1:80:8080"\n  - "0.0.0.0:81:81"\n  - "81:82/TCP"\n  - "80:80/udp"\n`,
    first,
    ['docker-compose.yml:5 port-twice', 'docker-compose.yml:7 port-twice'],
  ],
  [
    'a port of one address, and of another',
    `web:\n  ${image}\n  ports: ["10.0.0.1:80:80", "10.0.0.2:80:80"]\n`,
    first,
    [],
  ],
  [
    'a port that a global service takes on every host',
    `agent:\n  ${image}\n  ports: ["80:80"]\n  labels: {io.rancher.scheduler.global: 'true'}\nweb:\n  ${image}\n  ports:\n  - "80:8080"\n`,
    first,
    ['docker-compose.yml:8 port-twice'],
  ],
  [
    'a port that a global service takes on some hosts',
    `agent:\n  ${image}\n  ports: ["80:80"]\n  labels:\n  - io.rancher.scheduler.global=true\n  - io.rancher.scheduler.affinity:host_label=edge=true\nweb:\n  ${image}\n  ports: ["80:8080"]\n`,
    first,
    [],
  ],
  [
    'a range over a port of a sidekick',
    `web:\n  ${image}\n  ports: ["8000-8010:8000-8010"]\n  labels: {io.rancher.sidekicks: 'log'}\nlog:\n  image: busybox:1.27\n  ports:\n  - "8005:80"\n`,
    first,
    ['docker-compose.yml:8 port-twice'],
  ],
];

const scales: readonly Case[] = [
  [
    'a scale of zero',
    `web:\n  ${image}\n`,
    `${first}web:\n  scale: 0\n`,
    ['rancher-compose.yml:5 scale-ignored'],
  ],
  [
    'the same in quotes',
    `web:\n  ${image}\n`,
    `${first}web:\n  scale: "0"\n`,
    ['rancher-compose.yml:5 scale-ignored'],
  ],
  [
    'a service that is global only with one of two answers',
    `web:\n  ${image}\n  labels:\n  - io.rancher.scheduler.global=\${GLOBAL}\n`,
    `${first}${asked(['GLOBAL', 'type: enum, default: "true", options: ["true", "false"]'])}web:\n  scale: 2\n`,
    [],
  ],
  [
    'a service that is global in the form of a list',
    `web:\n  ${image}\n  labels:\n  - io.rancher.scheduler.global=true\n`,
    `${first}web:\n  scale: 2\n`,
    ['rancher-compose.yml:5 scale-ignored'],
  ],
];

const links: readonly Case[] = [
  [
    'an external link without a stack',
    `web:\n  ${image}\n  external_links:\n  - other/redis:redis\n  - redis\n  - "\${DB}:db"\n`,
    `${first}${asked(['DB', 'type: string, default: mysql, required: true'])}`,
    ['docker-compose.yml:5 link-unknown'],
  ],
  [
    'links with spaces, and to an alias',
    `version: '2'\nservices:\n  web:\n    ${image}\n    links: ["db : database", "all:x"]\n  db:\n    ${image}\naliases:\n  all:\n    services: [db]\n`,
    second,
    [],
  ],
];

const volumes: readonly Case[] = [
  [
    'unnamed volumes, but not for temporary files',
    `db:\n  image: mysql:5.7\n  volumes:\n  - /var/lib/mysql\n  - /tmp\n  - /var/run/mysqld\n  - data:/x\n  - /srv/x:/y\n`,
    first,
    ['docker-compose.yml:4 volume-unnamed'],
  ],
  [
    'relative paths of the host in all spellings',
    `web:\n  ${image}\n  volumes:\n${[
      './htdocs:/srv',
      '../x:/a:ro',
      '.:/b',
      '~/x:/c',
      '/srv/x:/d',
      'data:/e',
      '/tmp/f',
    ]
      .map((volume) => `  - ${volume}\n`)
      .join('')}`,
    first,
    [4, 5, 6, 7].map((line) => `docker-compose.yml:${line} volume-relative`),
  ],
  [
    'unnamed volumes of a data container',
    `db:\n  image: mysql:5.7\n  volumes_from: [data]\n  labels: {io.rancher.sidekicks: data}\ndata:\n  image: busybox:1.27\n  volumes: [/var/lib/mysql]\n`,
    first,
    [],
  ],
];

const mounts: readonly Case[] = [
  [
    'paths of the host in all spellings',
    `web:\n  ${image}\n  volumes:\n${[
      '//var/run/docker.sock:/x',
      '/var/run/:/y',
      '/home/user/.ssh/:/a:ro',
      '/root/.docker/config.json:/b:ro',
      '/etc/kubernetes:/c:ro',
      '/var/lib/docker/containers:/d:ro',
      '/etc/passwd:/e',
    ]
      .map((text) => `  - ${text}\n`)
      .join('')}`,
    first,
    [4, 5, 6, 7, 8, 9, 10].map((line) => `docker-compose.yml:${line} host-mount`),
  ],
  [
    'paths that a container may well mount',
    `web:\n  ${image}\n  volumes:\n${[
      '/etc/localtime:/etc/localtime:ro',
      '/etc/passwd:/etc/passwd:ro',
      '/proc:/host/proc:ro',
      '/sys:/sys:ro',
      '/data/app:/data',
      '/home/user/app:/app',
      '/etc/letsencrypt:/certs:ro',
      '/var/log:/var/log',
      '/lib/modules:/lib/modules:ro',
      'docker:/var/run',
    ]
      .map((text) => `  - ${text}\n`)
      .join('')}`,
    first,
    [],
  ],
];

const secrets: readonly Case[] = [
  [
    'a password with a literal $, and one that is asked',
    `web:\n  ${image}\n  environment:\n  - DB_PASSWORD=pa$$word-of-us\n  - API_PASSWORD=\${API}\n`,
    `${first}${asked(['API', 'type: password, required: true'])}`,
    ['docker-compose.yml:4 secret-in-environment'],
  ],
];

const merged: readonly Case[] = [
  [
    'a key that replaces a merged one, and one that a merge replaces',
    `version: '2'\nx-base: &base\n  ${image}\n  environment: {A: a}\nservices:\n  web:\n    <<: *base\n    environment: {B: b}\n  api:\n    environment: {C: c}\n    <<: *base\n`,
    second,
    ['docker-compose.yml:10 yaml-duplicate-key'],
  ],
];

const health: readonly Case[] = [
  [
    'a port that is out of range, and none',
    `web:\n  ${image}\napi:\n  ${image}\n`,
    `${first}web:\n  health_check:\n    interval: 2000\n    port: 70000\napi:\n  health_check:\n    interval: 2000\n`,
    ['rancher-compose.yml:7 health-check-port', 'rancher-compose.yml:9 health-check-port'],
  ],
  [
    'a misspelled key of a quorum',
    `web:\n  ${image}\n`,
    `${first}web:\n  health_check:\n    port: 80\n    strategy: recreateOnQuorum\n    recreate_on_quorum_strategy_config:\n      quorm: 2\n`,
    ['rancher-compose.yml:9 health-check-key'],
  ],
];

const images: readonly Case[] = [
  [
    'the image docker, and the prefix of the API',
    `a:\n  image: docker:17.05-dind\nb:\n  image: docker:example/b:1.0\nc:\n  image: docker:example/c\nd:\n  image: docker\n`,
    first,
    ['docker-compose.yml:6 image-unpinned', 'docker-compose.yml:8 image-unpinned'],
  ],
  [
    'the tag latest of another registry, once',
    `web:\n  image: quay.io/example/web:latest\napi:\n  image: quay.io/example/api:1.0\n`,
    first,
    ['docker-compose.yml:2 image-unpinned', 'docker-compose.yml:4 image-registry-tag'],
  ],
];

describe.for([
  ['mounts', mounts],
  ['secrets', secrets],
  ['merged keys', merged],
  ['health checks', health],
  ['images', images],
  ['places', places],
  ['ports', ports],
  ['scales', scales],
  ['links', links],
  ['volumes', volumes],
] as const)('%s', ([, cases]) => {
  test.for(cases)('%s', ([, docker, rancher, expected]) => {
    expect(foundIn(entry(docker, rancher))).toEqual([...expected].sort());
  });
});
