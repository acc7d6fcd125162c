import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import type { Pointer } from '../../model/pointer.ts';
import { differences, type Difference } from './compare.ts';
import { runCheck, type BoundedTest } from './run-check.ts';
import type { TestCase, TestResult } from './test-case.ts';

/** How a case went. */
export interface CaseRun {
  /** Undefined if the entry was refused, or its launch. */
  readonly result: TestResult | undefined;
  /** Errors and warnings of all stages. */
  readonly diagnostics: readonly Diagnostic[];
}

const failed = (test: TestCase, pointer: Pointer, message: string, hint?: string): Diagnostic => ({
  code: 'test-failed',
  severity: 'error',
  message: `${test.name}: ${message}`,
  at: test.source.placeOf([...test.pointer, ...pointer]),
  ...(hint === undefined ? {} : { hint }),
});

/** Whether a diagnostic is meant by a code or by words of its message. */
const isMeant = ({ code, rule, message }: Diagnostic, words: string): boolean =>
  code === words || rule === words || message.includes(words);

const codesOf = (diagnostics: readonly Diagnostic[]): string =>
  listWords([...new Set(diagnostics.map(({ code, rule }) => rule ?? code))]);

function missing(
  test: TestCase,
  key: 'refused' | 'warned',
  found: readonly Diagnostic[],
): Diagnostic[] {
  const noun = key === 'refused' ? 'error' : 'warning';
  return test[key]
    .filter((words) => !found.some((each) => isMeant(each, words)))
    .map((words) => {
      const seen =
        found.length === 0 ? `there is no ${noun}` : `the ${noun}s are ${codesOf(found)}`;
      return failed(test, [key], `${seen}; expected ${words}`, found[0]?.message);
    });
}

function compared(test: TestCase, result: TestResult, bounded: BoundedTest): Difference[] {
  const { source, pointer, expected, checks } = test;
  return [
    ...[...expected].flatMap(([part, value]) =>
      differences(
        value,
        result[part],
        { pointer: [...pointer, part], path: [part] },
        { source, isWhole: false },
      ),
    ),
    ...checks.flatMap((check) => runCheck(check, test, result, bounded)),
  ];
}

/** An error at a part of the case with the name of the case; one of the blueprint is the same for all cases. */
const inCase = (error: Diagnostic, { name, source }: TestCase): Diagnostic =>
  error.at?.file === source.path ? { ...error, message: `${name}: ${error.message}` } : error;

/** What is wrong with a run of a case; nothing if it passes. `bounded` ends endless regular expressions. */
export function judgeCase(test: TestCase, run: CaseRun, bounded: BoundedTest): Diagnostic[] {
  const errors = run.diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = run.diagnostics.filter(({ severity }) => severity === 'warning');
  const warned = missing(test, 'warned', warnings);
  if (test.refused.length > 0) return [...missing(test, 'refused', errors), ...warned];
  // The errors are the cause; that the case fails, and has no other warnings, follows from them.
  if (run.result === undefined || errors.length > 0)
    return errors.map((each) => inCase(each, test));
  const found = compared(test, run.result, bounded).map(({ pointer, message }): Diagnostic => ({
    code: 'test-failed',
    severity: 'error',
    message: `${test.name}: ${message}`,
    at: test.source.placeOf(pointer),
  }));
  return [...found, ...warned];
}
