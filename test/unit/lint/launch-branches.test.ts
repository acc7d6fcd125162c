import { expect, test } from 'vitest';
import { refusedBranches } from '../../../src/lint/launch-branches.ts';

const answers = ['v0', 'v1', 'v2'].map((variable) => ({ variable, values: ['true', 'false'] }));

test('names the answers with which Rancher refuses a version, once for each cause', () => {
  const docker = [
    "version: '2'\nservices:\n  a:\n    image: x",
    '{{- if eq .Values.v1 "true" }}\n    privileged: maybe\n{{- end }}\n',
  ].join('\n');
  const rancher = "version: '2'\n";
  const files = new Map(
    Object.entries({ 'docker-compose.yml.tpl': docker, 'rancher-compose.yml': rancher }).map(
      ([path, text]) => [path, { path, sizeBytes: text.length, text }],
    ),
  );
  const found = refusedBranches(files, answers);
  expect(found).toHaveLength(1);
  expect(found[0]?.answers.get('v1')).toBe('true');
  expect(found[0]?.words).toContain('privileged');
});
