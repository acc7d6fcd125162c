import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
