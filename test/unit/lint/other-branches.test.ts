import { expect, test } from 'vitest';
import { entry, foundIn, second } from '../../support/lint-entry.ts';

const web = "version: '2'\nservices:\n  web:\n    image: nginx:1.13\n";
const questions = `${second}  questions:
  - {variable: CACHE, label: Cache, type: boolean, default: false}
  - {variable: SIZE, label: Size, type: enum, options: [small, large], default: small}
  - {variable: ROLE, label: Role, type: string}
  - {variable: MODE, label: Mode, type: string, default: 'off'}
  - {variable: CERT, label: Certificate, type: certificate}
`;

type Case = readonly [name: string, docker: string, expected: readonly string[]];

const cases: readonly Case[] = [
  [
    'a branch that a boolean question opens',
    `${web}{{- if eq .Values.CACHE "true" }}\n  cache:\n    image: redis:4.0\n    privileged: true\n    links:\n    - webb\n{{- end }}\n`,
    ['docker-compose.yml:8 privileged', 'docker-compose.yml:10 link-unknown'],
  ],
  [
    'the other side of a condition on an option',
    `${web}{{- if eq .Values.SIZE "small" }}\n    ports: ["80:80"]\n{{- else }}\n    ports:\n    - "80:80"\n    - "80:81"\n{{- end }}\n`,
    ['docker-compose.yml:10 port-twice'],
  ],
  [
    'a branch for a text that is not empty',
    `${web}    labels:\n      tier: front\n{{- if .Values.ROLE }}\n      io.rancher.scheduler.affinity:host_label: role=\${ROLE}\n      io.rancher.container.pul_image: always\n{{- end }}\n`,
    ['docker-compose.yml:9 label-unknown'],
  ],
  [
    'a branch for one text of an answer that has another default',
    `${web}{{- if eq .Values.MODE "on" }}\n    links:\n    - webb\n{{- end }}\n`,
    ['docker-compose.yml:7 link-unknown'],
  ],
  [
    'a branch for all texts but two',
    `${web}{{- if not (or (eq .Values.MODE "on") (eq "off" .Values.MODE)) }}\n    links:\n    - webb\n{{- end }}\n`,
    ['docker-compose.yml:7 link-unknown'],
  ],
  [
    'a branch for a certificate that is chosen',
    `${web}{{- if not (or (eq .Values.CERT "") (eq .Values.CERT "<nil>")) }}\n    links:\n    - webb\n{{- end }}\n`,
    ['docker-compose.yml:7 link-unknown'],
  ],
  [
    'a branch that is part of every launch, once',
    `${web}{{- if eq .Values.CACHE "false" }}\n    privileged: true\n{{- end }}\n`,
    ['docker-compose.yml:6 privileged'],
  ],
  [
    'a link to a service that another answer adds, and to one that none adds',
    `${web}    links:\n    - cache\n    - caches\n{{- if eq .Values.CACHE "true" }}\n  cache:\n    image: redis:4.0\n{{- end }}\n`,
    ['docker-compose.yml:7 link-unknown'],
  ],
  [
    'a scale for the answer with which a service is not global',
    `${web}{{- if eq .Values.SIZE "small" }}\n    labels: {io.rancher.scheduler.global: 'true'}\n{{- end }}\n    scale: 2\n`,
    [],
  ],
  [
    'a scale of a service that is always global',
    `${web}{{- if eq .Values.SIZE "small" }}\n    tty: true\n{{- end }}\n    labels: {io.rancher.scheduler.global: 'true'}\n    scale: 2\n`,
    ['docker-compose.yml:9 scale-ignored'],
  ],
  [
    'a branch that Rancher refuses',
    `${web}{{- if eq .Values.CACHE "true" }}\n    cpus: 2\n{{- end }}\n`,
    ['rancher-compose.yml:6 choice-rejected'],
  ],
];

const isOfBranch = (line: string) => !line.includes('question-unused');

test.for(cases)('%s', ([, docker, expected]) => {
  expect(foundIn(entry(docker, questions)).filter(isOfBranch)).toEqual([...expected].sort());
});
