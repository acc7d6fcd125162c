import { expect, test } from 'vitest';
import type { FileTree } from '../../../src/model/file-tree.ts';
import { analyseChange } from '../../../src/publish/analyse-change.ts';
import { changes, version } from './versions-of-text.ts';

const questions = '    - {variable: cache, type: boolean, default: "false"}';

/** A version whose docker-compose file is a template. */
function branches(docker: string): FileTree {
  const files = new Map(version(questions));
  files.delete('docker-compose.yml');
  const content = `version: '2'\nservices:\n  a: {image: x}\n${docker}`;
  return files.set('docker-compose.yml.tpl', { content, mode: 0o644 });
}

/** A choice that is not a question's option can matter too, so that a changed template is always a change. */
const file = ['patch file-changed:docker-compose.yml.tpl'];

const cache = (image: string) =>
  `{{- if eq .Values.cache "true" }}\n  c: {image: ${image}}\n{{- end }}\n`;

test('a service that only some stacks have is compared too', () => {
  expect(changes(branches(cache('y')), branches(cache('z')))).toEqual([
    'patch service-changed:c',
    ...file,
  ]);
  expect(changes(branches(cache('y')), branches(''))).toEqual(['major service-removed:c', ...file]);
  const [cause] = analyseChange(branches(cache('y')), branches(''));
  expect(cause?.message).toMatch(/ \(in stacks with cache="true"\)$/);
});

test('a change of all stacks is reported once', () => {
  const before = branches(cache('y'));
  const after = new Map(before);
  const text = String(before.get('docker-compose.yml.tpl')?.content).replace(
    'image: x',
    'image: w',
  );
  after.set('docker-compose.yml.tpl', { content: text, mode: 0o644 });
  expect(changes(before, after)).toEqual(['patch service-changed:a', ...file]);
});
