import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRule, rules } from '../../src/lint/rule-list.ts';
import { root } from '../support/bundle.ts';
import { foundAt, lintFixture, readFixture } from '../support/lint-fixture.ts';
import { exampleFolder, ruleExamples } from '../support/rule-examples.ts';
import { rulesPage } from '../support/rules-page.ts';

const page = join(root, 'docs/rules.md');

// UPDATE_GOLDEN=1 regenerates the page.
test('docs/rules.md is generated from the rules and their fixtures', () => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, rulesPage());
  expect(readFileSync(page, 'utf8')).toBe(rulesPage());
});

test('every rule is in a file with its name', () => {
  for (const { code } of rules) {
    const text = readFileSync(join(root, `src/lint/rules/${code}.ts`), 'utf8');
    expect(text).toContain(`code: '${code}'`);
  }
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  expect(findRule('no-such-rule')).toBeUndefined();
});

describe('the examples of a rule', () => {
  test.for(rules)('$code', ({ code }) => {
    const text = ruleExamples(code);
    const blocks = text.match(/(?<=^```\w+\n)[^]*?(?=^```$)/gm) ?? [];
    expect(text).toMatch(/^Wrong[^]*^Right/m);
    expect(new Set(blocks).size).toBe(blocks.length);
    for (const block of blocks) expect(block.split('\n').length - 1).toBeLessThanOrEqual(12);
    expect(text).not.toContain('# expect:');
  });

  test.for(readdirSync(exampleFolder))('the right example of %s has no findings', (rule) => {
    expect(findRule(rule)).toBeDefined();
    const found = lintFixture(readFixture(`../examples/${rule}/valid`));
    expect(found.map(foundAt)).toEqual([]);
  });
});
