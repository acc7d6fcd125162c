import { describe, expect, test } from 'vitest';
import { rules } from '../../src/lint/rule-list.ts';
import { fixtureRules, foundAt, lintFixture, readFixture } from '../support/lint-fixture.ts';

// Rules without fixtures: a rule that crashes (see test/unit/lint).
const withoutFixtures = new Set<string>(['rule-crashed']);

test('every rule has fixtures, and every fixture a rule', () => {
  const codes = rules.map(({ code }) => code).filter((code) => !withoutFixtures.has(code));
  expect(fixtureRules).toEqual([...codes].sort());
});

describe.for(fixtureRules)('%s', (rule) => {
  test('invalid', () => {
    const fixture = readFixture(`${rule}/invalid`);
    const found = lintFixture(fixture).map(foundAt).sort();
    expect(found).toEqual(fixture.expected);
    expect(found.some((line) => line.endsWith(` ${rule}`))).toBe(true);
  });

  test('valid', () => {
    expect(lintFixture(readFixture(`${rule}/valid`)).map(foundAt)).toEqual([]);
  });
});

const withHints = rules.filter(
  ({ code, group }) => group === 'security' || /^(?:balancer|health-check|port|scale|volume)/.test(code),
);

test.for(withHints)('every finding of $code has a hint', ({ code }) => {
  const found = lintFixture(readFixture(`${code}/invalid`)).filter((each) => each.code === code);
  expect(found.filter(({ hint }) => hint === undefined)).toEqual([]);
});
