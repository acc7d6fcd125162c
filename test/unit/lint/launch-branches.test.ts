import { describe, expect, test } from 'vitest';
import { branchesOf, refusedBranches } from '../../../src/lint/launch-branches.ts';

const booleans = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    variable: `v${index}`,
    values: ['true', 'false'],
  }));

describe('the combinations of answers that are launched', () => {
  test('are all of them up to 64', () => {
    const branches = branchesOf(booleans(6));
    expect(new Set(branches.map((each) => [...each.values()].join())).size).toBe(64);
  });

  test.for([7, 20, 65])('have each pair of values at least once, of %i answers', (count) => {
    const answers = booleans(count);
    const branches = branchesOf(answers);
    expect(branches.length).toBeLessThan(30);
    for (const { variable: a, values } of answers) {
      for (const { variable: b } of answers) {
        if (a === b) continue;
        const pairs = new Set(branches.map((each) => `${each.get(a)} ${each.get(b)}`));
        expect(pairs.size).toBe(values.length ** 2);
      }
    }
  });
});

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
  const found = refusedBranches(files, booleans(3));
  expect(found).toHaveLength(1);
  expect(found[0]?.answers.get('v1')).toBe('true');
  expect(found[0]?.words).toContain('privileged');
});
