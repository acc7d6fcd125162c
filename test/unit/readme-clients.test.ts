import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const blocksIn = (text: string): readonly string[] =>
  text.match(/^```(?:java|js|python|go|csharp)\n[^]*?\n```$/gm) ?? [];

test.each([
  ['redis-sentinel', '{{text sentinel_port}}', '16381', 6],
  ['redis-cluster', '{{text redis_port}}', '16379', 4],
] as const)('the README of %s has the examples of docs/clients.md', (name, answer, port, count) => {
  const template = readFileSync(`catalog/${name}/README.md.hbs`, 'utf8');
  const written = blocksIn(template.replaceAll(answer, port));
  const recommended = blocksIn(readFileSync('docs/clients.md', 'utf8'));
  expect(written).toHaveLength(count);
  expect(written.filter((block) => !recommended.includes(block))).toEqual([]);
});
