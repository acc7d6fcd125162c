import { describe, expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { changes, version } from './versions-of-text.ts';

const stack = (services: string, volumes = '') =>
  version('    []', `services:\n${services}\nvolumes: ${volumes || '{}'}\n`);

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

describe('compose files that are templates', () => {
  const templated = (questions: string, template: string, plain = ''): FileTree => {
    const files = version(questions, plain || 'services: {}\n');
    const content = `version: '2'\nservices:\n${template}`;
    return new Map([...files, ['docker-compose.yml.tpl', { content, mode: 0o644 as const }]]);
  };
  const asked = (fallback: string) => `  - {variable: kind, type: string, default: "${fallback}"}`;
  const branch = '{{if eq .Values.kind "ha"}}  b: {image: y}\n{{end}}  a: {image: x}\n';

  test('are read as the form launches them, in place of the plain file', () => {
    const before = templated(asked('ha'), branch, 'services:\n  c: {image: z}\n');
    expect(changes(before, version(asked('ha'), 'services:\n  a: {image: x}\n'))).toEqual([
      'major service-removed:b',
      'patch file-changed:docker-compose.yml.tpl',
    ]);
  });

  test('are compared with the answers that a stack has, not with new defaults', () => {
    const before = templated(asked('ha'), branch);
    expect(changes(before, templated(asked('single'), branch))).toEqual([
      'minor default-changed:kind',
    ]);
    const other = branch.replace('image: y', 'image: z');
    expect(changes(before, templated(asked('single'), other))).toEqual([
      'minor default-changed:kind',
      'patch service-changed:b',
      'patch file-changed:docker-compose.yml.tpl',
    ]);
  });

  test('are templates whatever their name, without # notemplating', () => {
    const plain = (mark: string) => version(asked('ha'), `${mark}services:\n${branch}`);
    const bare = version(asked('ha'), 'services:\n  a: {image: x}\n');
    expect(changes(plain(''), bare)).toEqual(['major service-removed:b']);
  });
});

test('a version that Rancher cannot launch has no services to compare', () => {
  const rancher = 'services:\n  a: {scale_policy: {min: 1, max: 9}}\n';
  const broken = version('    []', 'services: {a: {image: x}\n', rancher);
  const fixed = version('    []', 'services: {a: {image: x}}\n');
  expect(changes(broken, fixed)).toEqual(['minor service-added:a']);
});
