import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { writeYaml } from '../../source/write-yaml.ts';
import type { TestCase, TestResult } from './test-case.ts';

/** The beginning of a golden file: other files are never replaced. */
export const goldenMark = '# Written by rancher-catalog blueprint test --update.';

/** A result as a golden file has it. */
export const renderGolden = ({ services, questions, files }: TestResult): string =>
  `${goldenMark} Review it before you commit it.\n${writeYaml({ services, questions, files })}`;

const linesOf = (text: string) => text.replaceAll('\r\n', '\n').split('\n');

const shown = (line: string | undefined) =>
  line === undefined ? 'the end of the file' : JSON.stringify(line.trim());

/** How a result differs from the golden file at `path`; undefined is one that does not exist. */
export function compareGolden(
  test: TestCase,
  path: string,
  kept: string | undefined,
  result: TestResult,
): Diagnostic[] {
  const hint = 'if the result is right, run the command with --update';
  if (kept === undefined) {
    const at = test.source.placeOf([...test.pointer, 'golden']);
    const message = `${test.name}: ${path} does not exist`;
    return [{ code: 'golden-differs', severity: 'error', message, at, hint }];
  }
  const [before, now] = [linesOf(kept), linesOf(renderGolden(result))];
  const index = before.findIndex((line, at) => line !== now[at]);
  const first = index === -1 && now.length > before.length ? before.length : index;
  if (first === -1) return [];
  const message = `${test.name}: the result differs: ${shown(now[first])}; expected ${shown(before[first])}`;
  const at = { file: path, line: Math.min(first + 1, before.length), column: 1 };
  return [{ code: 'golden-differs', severity: 'error', message, at, hint }];
}
