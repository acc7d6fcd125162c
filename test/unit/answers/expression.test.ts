import { describe, expect, test } from 'vitest';
import { fillText, parseExpression } from '../../../src/answers/expression.ts';

const values = new Map<string, number | string>([
  ['a', 7],
  ['b', 2],
  ['word', 'majority'],
]);
const lookup = (name: string) => values.get(name);
const evaluate = (text: string) => parseExpression(text).evaluate(lookup);

describe('parseExpression', () => {
  test.for([
    ['a', 7],
    ['a + b * 3', 13],
    ['a - b - 1', 4],
    ['a / b', 3],
    ['a % b', 1],
    ['a / b + 1 <= 4', true],
    ['3 * b > a', false],
    ['a != b', true],
    ['a == 7', true],
    ['(a + b) * 3', 27],
    ['a - (b - 1)', 6],
    ['max(a, b * 4, 1)', 8],
    ['min(a, b) + 1', 3],
    ['max(word, b / 2 + 1)', 2],
    ['max(word)', undefined],
    ['max(a, b) <= min(a + 1, 9)', true],
    ['word <= 3', undefined],
    ['unknown + 1', undefined],
  ] as const)('%s is %s', ([text, value]) => {
    expect(evaluate(text)).toBe(value);
  });

  test('lists the names that it uses', () => {
    expect(parseExpression('3 * a <= b').names).toEqual(['a', 'b']);
  });

  test.for([
    '',
    'a <=',
    '<= a',
    'a b',
    'a; b',
    'a.b',
    '(a',
    'a)',
    '()',
    'max()',
    'max(a,)',
    'max(a b)',
    'max(a <= b)',
    'most(a)',
    'a = b',
  ])('rejects %j', (text) => {
    expect(() => parseExpression(text)).toThrow(SyntaxError);
  });
});

test.for([
  ['nested parentheses', '('.repeat(100_000)],
  ['many terms', `1${' + 1'.repeat(100_000)}`],
] as const)('%s are rejected before they are read', ([, text]) => {
  expect(() => parseExpression(text)).toThrow(/more than 200 parts/);
});

test('fillText inserts values, and keeps expressions without a value', () => {
  expect(fillText('{a} of {a + b}, {unknown}', lookup)).toBe('7 of 9, {unknown}');
});
