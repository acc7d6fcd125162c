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
    ['word <= 3', undefined],
    ['nobody + 1', undefined],
  ] as const)('%s is %s', ([text, value]) => {
    expect(evaluate(text)).toBe(value);
  });

  test('names what it uses', () => {
    expect(parseExpression('3 * a <= b').names).toEqual(['a', 'b']);
  });

  test.for(['', 'a <=', '<= a', 'a b', 'a; b', 'a.b', '(a)', 'a = b'])('%s is refused', (text) => {
    expect(() => parseExpression(text)).toThrow(SyntaxError);
  });
});

test('fillText puts values in, and leaves what has none', () => {
  expect(fillText('{a} of {a + b}, {nobody}', lookup)).toBe('7 of 9, {nobody}');
});
