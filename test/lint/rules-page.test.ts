import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRule, rules } from '../../src/lint/rule-list.ts';
import { rulesPage } from '../support/rules-page.ts';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/rules.md');

// UPDATE_GOLDEN=1 writes the page.
test('docs/rules.md is generated from the rules', () => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, rulesPage());
  expect(readFileSync(page, 'utf8')).toBe(rulesPage());
});

test('every rule stands in a file of its name', () => {
  for (const { code } of rules) {
    const text = readFileSync(join(root, `src/lint/rules/${code}.ts`), 'utf8');
    expect(text).toContain(`code: '${code}'`);
  }
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
});

test('there is no rule of an unknown code', () => {
  expect(findRule('no-such-rule')).toBeUndefined();
});
