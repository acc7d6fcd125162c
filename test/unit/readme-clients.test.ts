import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const blocksIn = (text: string): readonly string[] =>
  text.match(/^```(?:java|js|python|go|csharp)\n[^]*?\n```$/gm) ?? [];

test('the README of an entry has the examples of docs/clients.md', () => {
  const template = readFileSync('catalog/redis-sentinel/README.md.hbs', 'utf8');
  const written = blocksIn(template.replaceAll('{{text sentinel_port}}', '16381'));
  const recommended = blocksIn(readFileSync('docs/clients.md', 'utf8'));
  expect(written).toHaveLength(6);
  expect(written.filter((block) => !recommended.includes(block))).toEqual([]);
});
