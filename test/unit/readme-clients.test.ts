import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const goClient = (text: string) => /rdb := redis\.NewFailoverClient\([^]*?\n\}\)\n/.exec(text)?.[0];

test('the README of an entry has the options of go-redis that docs/clients.md recommends', () => {
  const template = readFileSync('catalog/redis-sentinel/README.md.hbs', 'utf8');
  const written = goClient(template)?.replaceAll('{{text sentinel_port}}', '16381');
  expect(written).toContain('MaxRetries');
  expect(written).toBe(goClient(readFileSync('docs/clients.md', 'utf8')));
});
