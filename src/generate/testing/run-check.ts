import { describeValue } from '../../answers/describe-schema.ts';
import { isMap } from '../../model/json.ts';
import { differences, partOf, shownPath, textOf, type Difference } from './compare.ts';
import type { Check, TestCase, TestResult } from './test-case.ts';

/** Runs a test of a regular expression, which can take any time; undefined if it was ended. */
export type BoundedTest = (test: () => boolean) => boolean | undefined;

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, step) => partOf(at, step), value);

/** Whether a value contains another one: a part of a text, an item of a list, some keys of a map. */
function contains(actual: unknown, expected: unknown, check: Check, { source }: TestCase): boolean {
  const { pointer } = check;
  const isIn = (value: unknown) =>
    differences(expected, value, { pointer, path: [] }, { source, isWhole: false }).length === 0;
  if (Array.isArray(actual)) return actual.some(isIn);
  if (isMap(actual)) return isIn(actual);
  const text = source.scalarAt(pointer)?.text;
  return text !== undefined && textOf(actual).includes(text);
}

function matching(pattern: string, actual: unknown, bounded: BoundedTest): string | undefined {
  const text = textOf(actual);
  try {
    const regexp = new RegExp(pattern, 'mu');
    const isMatch = bounded(() => regexp.test(text));
    if (isMatch === undefined) return 'takes too long to match';
    return isMatch ? undefined : `is ${describeValue(actual)}; expected a text that matches`;
  } catch {
    return 'cannot be compared: this is not a regular expression of JavaScript';
  }
}

/** What a check finds wrong with a result. */
export function runCheck(
  check: Check,
  test: TestCase,
  result: TestResult,
  bounded: BoundedTest,
): readonly Difference[] {
  const { path, operator, pointer } = check;
  const expected = valueAt(test.source.value, pointer.map(String));
  const actual = valueAt(result, path);
  const wrong = (message: string) => [{ pointer, message: `${shownPath(path)} ${message}` }];
  if (operator === 'equals') {
    if (expected === null && valueAt(result, path.slice(0, -1)) === undefined) {
      return wrong('is part of nothing that is there, so this check shows nothing');
    }
    const places = { pointer, path };
    return differences(expected, actual, places, { source: test.source, isWhole: true });
  }
  if (actual === undefined) return wrong(`is missing; expected a value to check`);
  if (operator === 'matches') {
    const fault = matching(String(expected), actual, bounded);
    return fault === undefined ? [] : wrong(fault);
  }
  const isIn = contains(actual, expected, check, test);
  if (operator === 'contains')
    return isIn ? [] : wrong(`is ${describeValue(actual)}; it lacks this`);
  return isIn ? wrong(`is ${describeValue(actual)}; it contains this`) : [];
}
