import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import schema from '../../../schemas/redis-sentinel.answers.schema.json' with { type: 'json' };
import { cannotCodes, codes, type Code } from '../../../src/diagnostics/codes.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/diagnostics.md'), 'utf8');

/** Code → its section. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section): [string, string] => [section.split('\n')[0] ?? '', section]),
);

test('docs/diagnostics.md explains every code, and no other', () => {
  expect([...sections.keys()].sort()).toEqual(Object.keys(codes).sort());
});

test('docs/diagnostics.md marks the codes of exit code 2', () => {
  const marked = [...sections]
    .filter(([, text]) => text.includes('*cannot*'))
    .map(([code]) => code as Code);
  expect(new Set(marked)).toEqual(cannotCodes);
});

test('docs/diagnostics.md names the rules of the redis-sentinel schema', () => {
  const named = [...page.matchAll(/^\| `([a-z-]+)` \| (\*warning\*)?/gm)].map(
    ([, rule, warning]) => [rule, warning ? 'warning' : 'error'],
  );
  const rules = schema['x-rules'].map(({ rule, severity }) => [rule, severity]);
  expect(new Map(named as [string, string][])).toEqual(new Map(rules as [string, string][]));
});
