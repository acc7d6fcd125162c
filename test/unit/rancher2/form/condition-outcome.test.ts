import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, jexlOf } from '../../../../src/rancher2/form/condition.ts';
import {
  conditionOutcome,
  evaluatedText,
} from '../../../../src/rancher2/form/condition-outcome.ts';
import { setValue, type Values } from '../../../../src/rancher2/form/value-path.ts';

const variables = new Set(['a', 'b', 'c', 'x-y']);

const outcomeOf = (
  condition: string,
  valuesAt: () => readonly unknown[] | undefined = () => undefined,
) => conditionOutcome(jexlOf(condition), { variables, showIf: condition, valuesAt });

test.each([
  ['a=b', 'depends', 'a == "b"'],
  ['a!=b', 'always', undefined],
  ['a==b', 'always', undefined],
  ['a<=3', 'always', undefined],
  ['a=b=c', 'always', undefined],
  ['a=b\n', 'always', 'true'],
  ['a="b"', 'always', undefined],
  ['a="b"\n', 'always', 'true'],
  ['a == "b"\n', 'depends', 'a == "b"'],
  ['"a.b".c=d', undefined, '"a.b".c == "d"'],
  ['!a=b', 'never', '!a == "b"'],
  ['!a=true', 'depends', '!a == true'],
  ['(a=b)', 'depends', 'a == "b)"'],
  ['(a=b)&&c=d', 'depends', 'a == "b)" && c == "d"'],
  ['c=d&&(a=b)', 'always', undefined],
  ['a=b||c=d&&e=f', 'depends', '(a == "b" || c == "d") && e == "f"'],
  ['a=b&&c=d||e=f', 'depends', '(a == "b" && c == "d") || e == "f"'],
  ['a=1&&a=2', 'never', 'a == "1" && a == "2"'],
  ['a=1&&a=01', 'depends', 'a == "1" && a == "01"'],
  ['a||!a', 'always', 'a || !a'],
  ['$.a=b', 'depends', '$.a == "b"'],
  ['!x-y=b', undefined, '(!x - y) == "b"'],
  ['!a=b-c', 'never', '!a == "b-c"'],
  // Not certain: only some values are tried.
  ['a > 1000 && a < 1001', undefined, 'a > 1000 && a < 1001'],
  ['a[0]=b', undefined, 'a[0] == "b"'],
  ['a|upper=b', undefined, 'a|upper == "b"'],
  ['a=b&&a.b=c', undefined, 'a == "b" && a.b == "c"'],
] as const)('the outcome of %j is %s', (condition, outcome, evaluated) => {
  expect(outcomeOf(condition)).toBe(outcome);
  expect(evaluatedText(jexlOf(condition))).toBe(evaluated);
});

test('uses all values that a path can have', () => {
  const choices = () => ['static', 'proxy'];
  expect(outcomeOf('(a=static)', choices)).toBe('never');
  expect(outcomeOf('x-y=Static', choices)).toBe('never');
  expect(outcomeOf('x-y=static', choices)).toBe('depends');
});

const comparison = fc
  .tuple(
    fc.constantFrom('', '!', '(', ' '),
    fc.constantFrom('a', 'b', 'c', 'x-y', 'd.e'),
    fc.constantFrom('=', '!=', '==', ' = ', '=='),
    fc.constantFrom('', '0', '1', 'true', 'false', 'null', 'x', 'x-z', ' x ', 'x)', '"x"'),
  )
  .map((parts) => parts.join(''));
const conditions = fc
  .tuple(comparison, fc.array(fc.tuple(fc.constantFrom('&&', '||'), comparison), { maxLength: 2 }))
  .map(([first, more]) => [first, ...more.flat()].join(''));
const value = fc.constantFrom(
  undefined,
  null,
  '',
  '0',
  '00',
  0,
  1,
  2,
  '1',
  true,
  false,
  'x',
  'x)',
  'x-z',
  'y',
  [],
  {},
  ['x'],
);

test('agrees with the form for all values, where it is certain', () => {
  fc.assert(
    fc.property(conditions, fc.array(value, { minLength: 5, maxLength: 5 }), (condition, given) => {
      const values: Values = {};
      for (const [index, path] of [['a'], ['b'], ['c'], ['x-y'], ['d', 'e']].entries()) {
        setValue(values, path, given[index]);
      }
      const outcome = outcomeOf(condition);
      const isShown = holds(jexlOf(condition), { values, variables, showIf: condition });
      expect({ condition, values, outcome }).not.toEqual({
        condition,
        values,
        outcome: isShown ? 'never' : 'always',
      });
    }),
    { numRuns: 1000 },
  );
});
