import { expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { changes, version } from './versions-of-text.ts';

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

test('reports added, removed and changed volumes', () => {
  const volumes = (text: string) => stack('  a: {}', text);
  expect(changes(volumes('{d: {}}'), volumes('{}'))).toEqual(['major volume-removed:d']);
  expect(changes(volumes('{}'), volumes('{d: {}}'))).toEqual(['minor volume-added:d']);
  expect(changes(volumes('{d: {driver: local}}'), volumes('{d: {driver: nfs}}'))).toEqual([
    'major volume-changed:d',
  ]);
});

test('reports services of compose format 1, and keys of both files', () => {
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
