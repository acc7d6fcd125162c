import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtInBlueprints } from '../../../src/files/built-in-blueprint.ts';
import { answerRulesPage, brokenBy, rulesOf } from '../../support/answer-rules-page.ts';
import { brokenAnswers } from '../../support/broken-answers.ts';
import { root } from '../../support/bundle.ts';

const page = join(root, 'docs/answer-rules.md');

// UPDATE_GOLDEN=1 regenerates the page.
test('docs/answer-rules.md is generated from the schemas and answers that break their rules', async () => {
  const text = await answerRulesPage();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});

test('every entry of x-rules has a case, every rule a meaning', async () => {
  const all = await Promise.all(
    builtInBlueprints().map(async (name) => ((await rulesOf(name)).length > 0 ? [name] : [])),
  );
  expect(brokenAnswers.map(({ blueprint }) => blueprint)).toEqual(all.flat());
  for (const { blueprint, meanings, cases } of brokenAnswers) {
    const names = (await rulesOf(blueprint)).map(({ rule }) => rule);
    expect(cases.map(({ rule }) => rule)).toEqual(names);
    expect(Object.keys(meanings)).toEqual([...new Set(names)]);
  }
});

describe.for(brokenAnswers)('answers of $blueprint', ({ blueprint, cases }) => {
  test.for(cases)('$wrong break $rule only, $right break none', async ({ rule, wrong, right }) => {
    expect((await brokenBy(blueprint, wrong)).rules).toEqual([rule]);
    expect((await brokenBy(blueprint, right)).rules).toEqual([]);
  });

  test('each case of a rule breaks another entry of x-rules', async () => {
    const texts = await Promise.all(cases.map(async ({ wrong }) => brokenBy(blueprint, wrong)));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(cases.length);
  });
});
