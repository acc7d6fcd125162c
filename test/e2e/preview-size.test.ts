import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';

const page = join(root, 'dist/preview');

/** A script and what it imports before it runs. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(join(page, name), 'utf8');
  for (const [, imported = ''] of text.matchAll(/\b(?:from|import)"\.\/([\w-]+\.js)"/g)) {
    withImports(imported, found);
  }
  return found;
}

const bytesOf = (name: string) =>
  [...withImports(name)].reduce(
    (sum, each) => sum + gzipSync(readFileSync(join(page, each))).length,
    0,
  );

test('the page of preview has few scripts before its first paint', () => {
  expect(withImports('page.js').size).toBeGreaterThan(1);
  expect(bytesOf('page.js')).toBeLessThan(40_000);
});

test('the worker of preview has less than it may have for the first paint', () => {
  expect(bytesOf('worker.js')).toBeLessThan(220_000);
});
