import {
  indexes,
  launches,
  launchesWith,
  lints,
  lintsClean,
  type Difference,
} from './difference.ts';

const docker = (text: string | Uint8Array) => ({ '0/docker-compose.yml': text });
const second = (services: string) => docker(`version: '2'\nservices:\n${services}`);
const web = '  web:\n    image: nginx:1.13\n';
const tab = 'found a tab character that violate indentation';

/** What the YAML parsers of both programs make of a text. */
export const yamlDifferences: readonly Difference[] = [
  {
    name: 'an anchor that is defined twice',
    files: second(
      `${web}    restart: &r always\n  db:\n    image: mysql:5\n    restart: *r\n  job:\n    image: job:1\n    restart: &r 'no'\n`,
    ),
    runs: [launchesWith(['--yaml'], 0, 'image: mysql:5\n    restart: "no"')],
  },
  {
    name: 'a !!binary value',
    files: second(`${web}    hostname: !!binary aG9zdA==\n`),
    runs: [launchesWith(['--yaml'], 0, 'hostname: host\n'), lintsClean],
  },
  {
    name: 'a byte order mark before # notemplating',
    files: docker(`\uFEFF# notemplating\nweb:\n  image: nginx:1.13\n  hostname: '{{ host }}'\n`),
    runs: [
      launches(1, 'docker-compose.yml:4:14', 'function "host" not defined'),
      lints(1, 'braces-in-text', 'byte order mark'),
    ],
  },
  {
    name: 'a config.yml that begins with dots',
    files: { 'config.yml': '...\nname: X\nversion: 1.0.0\n' },
    runs: [
      indexes(1, 'did not find expected node content', 'config.yml that Rancher can read'),
      lints(1, 'index-config-syntax', 'phantom-template'),
    ],
  },
  {
    name: 'dots between two services',
    files: docker('web:\n  image: nginx:1.13\n...\ndb:\n  image: mysql:5\n'),
    runs: [
      launches(1, 'docker-compose.yml:4:1', 'line 3: did not find expected <document start>'),
      lints(1, 'docker-compose.yml:4:1', 'yaml-syntax'),
    ],
  },
  {
    name: 'an answer that makes a key empty',
    files: {
      '0/docker-compose.yml': '',
      '0/docker-compose.yml.tpl': `version: '2'\nservices:\n${web}volumes:\n  {{.Values.VOL}}:\n    driver: local\n`,
      '0/rancher-compose.yml':
        "version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n  - {variable: VOL, label: Volume, type: string, default: data}\n",
    },
    runs: [
      launches(0),
      launchesWith(['--set', 'VOL=other'], 0),
      launchesWith(['--set', 'VOL='], 1, 'line 5: did not find expected key'),
      lints(1, 'if VOL is left empty', 'empty-answer'),
    ],
  },
  {
    name: 'a comment directly behind a quote',
    files: second('  web:\n    image: "nginx:1.13"#stable\n'),
    runs: [launches(0, 'nginx:1.13'), lintsClean],
  },
  {
    name: 'a compose file in Latin-1',
    files: docker(Buffer.from('# caf\u00E9\nweb:\n  image: nginx:1.13\n', 'latin1')),
    runs: [launches(0, 'nginx:1.13'), lints(0, 'docker-compose.yml:1:6', 'file-encoding')],
  },
  {
    name: 'line separators in a plain text',
    files: docker('web:\n  image: nginx:1.13\n  command: a\u2028b\n'),
    runs: [
      launches(1, 'docker-compose.yml:3:14', "line 4: could not find expected ':'"),
      lints(1, 'U+2028 is a line break', 'yaml-syntax'),
    ],
  },
  {
    name: 'a key at column 0 below an indented root',
    files: docker('  web:\n    image: nginx:1.13\nvolumes:\n  data:\n'),
    runs: [
      launches(1, 'line 2: did not find expected <document start>'),
      lints(1, 'yaml-syntax', 'indented less than its first key'),
    ],
  },
  {
    name: 'a line with a tab only',
    files: second(`${web}\t\n  db:\n    image: mysql:5\n`),
    runs: [launches(1, 'docker-compose.yml:5:1', `line 4: ${tab}`), lints(1, 'yaml-tab')],
  },
  {
    name: 'a comment behind a tab in rancher-compose.yml',
    files: {
      '0/rancher-compose.yml':
        "version: '2'\ncatalog:\n  version: 1.0.0\n\t# scale\nservices: {}\n",
    },
    runs: [
      indexes(1, `line 3: ${tab}`, 'Rancher drops this version'),
      launches(1, `line 3: ${tab}`),
      lints(1, 'rancher-compose.yml:4:1', 'yaml-tab'),
    ],
  },
  {
    name: 'a comment behind a tab in a list',
    files: second(`${web}    cap_add:\n    - NET_ADMIN\n\t# and\n    - SYS_TIME\n`),
    runs: [launches(1, `line 6: ${tab}`), lints(1, 'docker-compose.yml:7:1', 'yaml-tab')],
  },
  {
    name: 'a %YAML 1.2 directive',
    files: docker(`%YAML 1.2\n---\nversion: '2'\nservices:\n${web}`),
    runs: [
      launches(1, 'docker-compose.yml:1:1', 'found incompatible YAML document'),
      lints(1, 'yaml-syntax', 'remove the line with %'),
    ],
  },
];
