import { entry, launches, launchesWith, lints, lintsClean, type Difference } from './difference.ts';

const docker = (text: string) => ({ '0/docker-compose.yml': text });
const second = (services: string) => docker(`version: '2'\nservices:\n${services}`);
const web = '  web:\n    image: nginx:1.13\n';
const catalog = entry['0/rancher-compose.yml'] as string;
const questions = (...all: string[]) =>
  `${catalog}  questions:\n${all.map((each) => `  - ${each}\n`).join('')}`;

/** What the compose executor makes of an entry. */
export const launchDifferences: readonly Difference[] = [
  {
    name: 'an en dash in a command',
    files: second(`${web}    command: nginx \u2013g daemon\n`),
    runs: [launches(1, 'Unknown rune: 8211'), lints(1, 'Unknown rune: 8211')],
  },
  {
    name: 'a service that a choice removes from one file only',
    files: {
      ...second(
        `${web}{{- if eq .Values.BACKUP "true" }}\n  backup:\n    image: backup:1\n{{- end }}\n`,
      ),
      '0/rancher-compose.yml': `${questions('{variable: BACKUP, label: Backup, type: boolean, default: true}')}services:\n  backup:\n    health_check: {port: 80}\n`,
    },
    runs: [
      launches(0),
      launchesWith(['--set', 'BACKUP=false'], 1, 'launch-api', 'Image is required'),
      lints(1, 'if BACKUP is "false"', 'choice-rejected'),
    ],
  },
  {
    name: 'an answer that makes a command or an image empty',
    files: {
      ...second('  web:\n    image: ${IMAGE}\n    command: ${RUN}\n'),
      '0/rancher-compose.yml': questions(
        "{variable: IMAGE, label: Image, type: string, default: 'nginx:1.13'}",
        '{variable: RUN, label: Command, type: string, default: nginx}',
      ),
    },
    runs: [
      launchesWith(['--set', 'RUN='], 1, 'cannot unmarshal !!str `` into yaml.Command'),
      launchesWith(['--set', 'IMAGE='], 1, 'Image is required'),
      lints(1, 'if IMAGE is left empty', 'if RUN is left empty', 'empty-answer'),
    ],
  },
  {
    name: 'an empty list of sidekicks of two services',
    files: second(
      `${web}    labels: {io.rancher.sidekicks: ''}\n  db:\n    image: mysql:5\n    labels: {io.rancher.sidekicks: ''}\n`,
    ),
    runs: [
      launches(
        1,
        "can't have more than one primary service [web db] referencing the same sidekick []",
      ),
      lints(1, 'label-misread'),
    ],
  },
  {
    name: 'a sidekick of two services',
    files: second(
      `${web}    labels: {io.rancher.sidekicks: data}\n  db:\n    image: mysql:5\n    labels: {io.rancher.sidekicks: data}\n  data:\n    image: busybox:1\n`,
    ),
    runs: [
      launches(1, 'primary service [web db] referencing the same sidekick [data]'),
      lints(1, 'sidekick-shared'),
    ],
  },
  {
    name: 'text as the configuration of HAProxy',
    files: {
      '0/rancher-compose.yml': `${catalog}services:\n  web:\n    load_balancer_config:\n      haproxy_config: global\n`,
    },
    runs: [
      launches(1, 'cannot unmarshal !!str `global` into client.HaproxyConfig'),
      lints(1, 'launch-rancher-compose'),
    ],
  },
  {
    name: 'a misspelt key of a health check',
    files: second(`${web}    health_check:\n      port: 80\n      unhealthy_thresold: 2\n`),
    runs: [
      launchesWith(['--yaml'], 0, 'health_check:\n      port: 80\n'),
      lints(0, 'health-check-key', 'did you mean unhealthy_threshold?'),
    ],
  },
  {
    name: 'text as a limit',
    files: second(`${web}    ulimits:\n      nproc: "64"\n`),
    runs: [
      launches(
        1,
        'launch-refused',
        "key 'nproc' contains an invalid type, it should be an integer or object",
      ),
      lints(1, 'launch-docker-compose'),
    ],
  },
  {
    name: 'optional questions for services',
    files: {
      ...second(
        `${web}{{- if or .Values.DB .Values.MAIL }}\n    external_links:\n    - \${DB}\n    - \${MAIL}\n{{- end }}\n`,
      ),
      '0/rancher-compose.yml': questions(
        '{variable: DB, label: Database, type: service}',
        '{variable: MAIL, label: Mail, type: service}',
      ),
    },
    runs: [launches(0, 'nginx:1.13'), lintsClean],
  },
  {
    name: 'a required question without a default',
    files: {
      ...second(
        `${web}    labels:\n      io.rancher.scheduler.affinity:host_label: \${WHERE}\n    external_links:\n    - \${DB}:db\n`,
      ),
      '0/rancher-compose.yml': questions(
        '{variable: WHERE, label: Where, type: string, required: true}',
        '{variable: DB, label: Database, type: service, required: true}',
      ),
    },
    runs: [launches(0, 'launch-unanswered', 'WHERE', 'DB'), lintsClean],
  },
  {
    name: 'the mode of a secret in quotes',
    files: second(`${web}    secrets:\n    - source: key\n      uid: '0'\n      mode: '0400'\n`),
    runs: [launches(0, 'nginx:1.13'), lintsClean],
  },
  {
    name: 'the mode of a secret in version 2 with its source only',
    files: second(`${web}    secrets:\n    - {source: key, mode: '0444'}\n`),
    runs: [launches(0, 'nginx:1.13'), lintsClean],
  },
  {
    name: 'a description of a service',
    files: second(`${web}    description: The front end\n`),
    runs: [launches(0, 'nginx:1.13'), lintsClean],
  },
  {
    name: 'a number as the name of a service',
    files: docker(
      "version: '2'\nservices:\n  80:\n    image: nginx:1.13\nvolumes:\n  1:\n    driver: local\n",
    ),
    runs: [launches(0, '80 '), lintsClean],
  },
  {
    name: 'null as the name of a service',
    files: docker('null:\n  image: nginx:1.13\n'),
    runs: [launches(1, "Invalid service name ''"), lints(1, 'launch-docker-compose')],
  },
  {
    name: 'a template function of a newer sprig',
    files: second(`${web}    hostname: '{{ derivePassword 1 "long" "a" "b" "c" }}'\n`),
    runs: [
      launches(1, 'function "derivePassword" not defined'),
      lints(1, 'docker-compose.yml:5:16', 'braces-in-text'),
    ],
  },
  {
    name: 'a duration as launched',
    files: second(`${web}    stop_grace_period: 1m30s\n`),
    runs: [launchesWith(['--yaml'], 0, 'stop_grace_period: 90\n')],
  },
  {
    name: 'labels of the user interface',
    files: second(
      `${web}    labels:\n      io.rancher.service.ui_link.port: '80'\n      io.rancher.service.ui_link.path: /\n`,
    ),
    runs: [launches(0), lintsClean],
  },
  {
    name: 'a variable that is not set in a rejected file',
    files: {
      '0/rancher-compose.yml': `${catalog}services:\n  web:\n    scale: \${SCALE}\n`,
    },
    runs: [
      launches(1, 'the variable SCALE is not set', 'into yaml.StringorInt'),
      lints(1, 'undefined-variable'),
    ],
  },
];
