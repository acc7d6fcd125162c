import { expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { analyseChange } from '../../../src/publish/analyse-change.ts';

const version = (questions: string, docker = '', rancher = ''): FileTree =>
  new Map([
    [
      'rancher-compose.yml',
      {
        content: `version: '2'\ncatalog:\n  version: "1"\n  questions:\n${questions}\n${rancher}`,
        mode: 0o644 as const,
      },
    ],
    ['docker-compose.yml', { content: `version: '2'\n${docker}`, mode: 0o644 as const }],
  ]);

const changes = (before: FileTree, after: FileTree) =>
  analyseChange(before, after).map(({ bump, kind, subject }) => `${bump} ${kind}:${subject}`);

const q = (keys: string) => version(`  - {variable: A, label: L, ${keys}}`);

test.for([
  ['type: string', 'type: string', []],
  ['type: string', 'type: int', ['major question-retyped:A']],
  ['default: x', 'type: string, default: x', ['patch question-reworded:A']],
  ['required: false', 'required: true', ['major question-required:A']],
  ['required: true', 'required: false', ['patch question-reworded:A']],
  ['default: a', 'default: b', ['minor default-changed:A']],
  ['type: enum, options: [a, b]', 'type: enum, options: [a]', ['major question-narrowed:A']],
  ['type: enum, options: [a]', 'type: enum, options: [a, b]', ['minor question-widened:A']],
  ['type: enum, options: [a, b]', 'type: enum, options: [b, a]', ['patch question-reworded:A']],
  ['type: string', 'type: string, options: [a]', ['major question-narrowed:A']],
  ['min: 1', 'min: 2', ['major question-narrowed:A']],
  ['min: 2', 'min: 1', ['minor question-widened:A']],
  ['max: 9', 'max: 8', ['major question-narrowed:A']],
  ['max: 9', 'group: x', ['minor question-widened:A']],
  ['max_length: 5', 'max_length: 6', ['minor question-widened:A']],
  ['group: x', 'min_length: 3', ['major question-narrowed:A']],
  ['group: x', 'valid_chars: abc', ['major question-narrowed:A']],
  ['description: a', 'description: b', ['patch question-reworded:A']],
] as const)('a question with %s, then %s', ([before, after, expected]) => {
  expect(changes(q(before), q(after))).toEqual(expected);
});

test('questions that come, go, and get another name', () => {
  const one = version('  - {variable: A, label: Port, type: int, default: 1}');
  const renamed = version('  - {variable: B, label: Port, type: int, default: 1}');
  const other = version('  - {variable: C, label: Other, type: int}');
  const none = version('  []');
  expect(changes(one, none)).toEqual(['major question-removed:A']);
  expect(changes(none, one)).toEqual(['minor question-added:A']);
  expect(changes(one, renamed)).toEqual(['major question-renamed:A']);
  expect(changes(one, other)).toEqual(['major question-removed:A', 'minor question-added:C']);
});

const stack = (services: string, volumes = '') =>
  version('  []', `services:\n${services}\nvolumes: ${volumes || '{}'}\n`);

test.for([
  ['a: {image: x}', 'a: {image: y}', ['patch service-changed:a']],
  ['a: {image: x}', 'b: {image: x}', ['major service-removed:a', 'minor service-added:b']],
  ['a: {labels: {x: 1, y: 2}}', 'a: {labels: {y: 2, x: 1}}', []],
  ['a: {volumes: ["d:/data"]}', 'a: {volumes: ["d:/other"]}', ['major mount-changed:a']],
  ['a: {volumes: ["d:/data"]}', 'a: {volumes: ["d:/data:ro"]}', ['patch service-changed:a']],
  ['a: {volumes: ["d:/data"]}', 'a: {volumes: ["d:/data", "/x"]}', ['patch service-changed:a']],
  [
    'a: {image: x}',
    "a: {image: x, labels: {io.rancher.scheduler.global: 'true'}}",
    ['major service-scheduling:a'],
  ],
  ['a: {labels: [io.rancher.scheduler.global=TRUE]}', 'a: {}', ['major service-scheduling:a']],
] as const)('a service %s, then %s', ([before, after, expected]) => {
  expect(changes(stack(`  ${before}`), stack(`  ${after}`))).toEqual(expected);
});

test('volumes that come, go and change', () => {
  const volumes = (text: string) => stack('  a: {}', text);
  expect(changes(volumes('{d: {}}'), volumes('{}'))).toEqual(['major volume-removed:d']);
  expect(changes(volumes('{}'), volumes('{d: {}}'))).toEqual(['minor volume-added:d']);
  expect(changes(volumes('{d: {driver: local}}'), volumes('{d: {driver: nfs}}'))).toEqual([
    'major volume-changed:d',
  ]);
});

test('services of the first compose format, and keys of both files', () => {
  const old = (docker: string, rancher: string): FileTree =>
    new Map([
      ['docker-compose.yml', { content: docker, mode: 0o644 as const }],
      [
        'rancher-compose.yml',
        { content: `.catalog: {version: "1"}\n${rancher}`, mode: 0o644 as const },
      ],
    ]);
  const before = old('a: {image: x}\nb: {image: y}\n', 'a: {scale: 1}\n');
  expect(changes(before, old('a: {image: x}\n', 'a: {scale: 2}\n'))).toEqual([
    'major service-removed:b',
    'patch service-changed:a',
  ]);
});

test('what is said shows the values of no secret', () => {
  const secret = (value: string) =>
    version(
      `  - {variable: A, type: password, default: ${value}}`,
      `services:\n  a: {environment: {P: ${value}}}\n`,
    );
  const said = analyseChange(secret('hunter22'), secret('hunter33'));
  expect(said.map(({ message }) => message)).toEqual([
    'the default of A changed',
    'the service a has another environment',
  ]);
});
