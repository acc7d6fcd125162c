import { join } from 'node:path';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { blueprintIn } from '../../files/built-in-blueprint.ts';
import { readGolden, testFilesIn, writeGolden } from '../../files/test-files.ts';
import { readOwnText } from '../../files/read-own-text.ts';
import { yielding } from '../../files/yielding.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';
import { compareGolden, goldenMark, renderGolden } from '../../generate/testing/golden.ts';
import { judgeCase } from '../../generate/testing/judge-case.ts';
import { readTestFile } from '../../generate/testing/read-test-file.ts';
import type { TestCase, TestResult } from '../../generate/testing/test-case.ts';
import { runBounded } from '../../process/run-bounded.ts';
import { parseSource } from '../../source/parse-source.ts';
import { BlueprintLoader } from '../entries/blueprint-loader.ts';
import { runCase } from './run-case.ts';

/** Which blueprint is tested, and how. */
export interface TestOptions {
  /** The folder of the blueprint. */
  readonly folder: string;
  /** Writes the golden files instead of comparing them. */
  readonly update: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** A case that was run. */
export interface TestedCase {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  /** The codes of what is wrong, each once. */
  readonly codes: readonly string[];
}

/** How the tests of a blueprint went. */
export interface TestedBlueprint {
  readonly cases: readonly TestedCase[];
  /** Golden files that were written because they differed. */
  readonly updated: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** A regular expression of a case matches within milliseconds. */
const longestMatchMs = 1000;

const bounded = (matches: () => boolean) => runBounded(matches, longestMatchMs)?.value;

class TestRun {
  readonly cases: TestedCase[] = [];
  readonly updated: string[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly texts = new Map<string, string>();
  readonly #options: TestOptions;
  readonly #reported = new Set<string>();

  constructor(options: TestOptions) {
    this.#options = options;
  }

  /** The cases of all test files. */
  async readCases(): Promise<TestCase[]> {
    const cases: TestCase[] = [];
    const { folder } = this.#options;
    const files = testFilesIn(folder);
    this.diagnostics.push(...files.diagnostics);
    for (const file of files.value ?? []) {
      const path = join(folder, file);
      const text = readOwnText(folder, file);
      if (text.value !== undefined) this.texts.set(path, text.value);
      const source = text.value === undefined ? text : parseSource(text.value, path);
      this.diagnostics.push(...source.diagnostics);
      if (typeof source.value !== 'object') continue;
      const read = await readTestFile(source.value);
      this.diagnostics.push(...read.diagnostics);
      cases.push(...(read.value ?? []));
    }
    return cases;
  }

  async run(test: TestCase, blueprint: Blueprint): Promise<void> {
    const run = await runCase(test, blueprint);
    const found = judgeCase(test, run, bounded);
    const golden = run.result && !hasErrors(found) ? this.#golden(test, run.result) : [];
    const faults = [...found, ...golden];
    const codes = [...new Set(faults.map(({ code, rule }) => rule ?? code))];
    const passed = faults.length === 0;
    this.cases.push({ file: test.source.path, name: test.name, passed, codes });
    for (const fault of faults) this.#report(fault);
  }

  /** An error of the blueprint is that of all cases, and is reported once. */
  #report(fault: Diagnostic): void {
    const key = JSON.stringify(fault);
    if (!this.#reported.has(key)) this.diagnostics.push(fault);
    this.#reported.add(key);
  }

  #golden(test: TestCase, result: TestResult): Diagnostic[] {
    if (test.golden === undefined) return [];
    const { folder, update } = this.#options;
    const file = join('tests', 'golden', `${test.golden}.yml`);
    const path = join(folder, file);
    const kept = readGolden(folder, file);
    if (kept !== undefined) this.texts.set(path, kept);
    const differs = compareGolden(test, path, kept, result);
    if (!update || differs.length === 0) return differs;
    writeGolden(path, renderGolden(result), goldenMark);
    this.updated.push(path);
    return [];
  }
}

/** Two cases with one golden file would replace what the other wrote. */
function sharedGolden(cases: readonly TestCase[]): Diagnostic[] {
  const seen = new Set<string>();
  return cases.flatMap(({ golden, source, pointer }): Diagnostic[] => {
    if (golden === undefined || !seen.has(golden)) {
      if (golden !== undefined) seen.add(golden);
      return [];
    }
    const at = source.placeOf([...pointer, 'golden']);
    const message = `two cases have the golden file ${golden}`;
    const hint = 'give each case its own name for it';
    return [{ code: 'wrong-form', severity: 'error', message, at, hint }];
  });
}

/** Runs the cases in `tests/*.yml` of a blueprint. */
export async function testBlueprint(options: TestOptions): Promise<TestedBlueprint> {
  const { folder, signal, onProgress } = options;
  const loader = new BlueprintLoader();
  const path = blueprintIn(folder);
  const loaded = await loader.at(path);
  const run = new TestRun(options);
  run.diagnostics.push(...loaded.diagnostics);
  // In another folder than that of a blueprint, nothing else is wrong.
  const isMissing = loaded.diagnostics.some(
    ({ code, at }) => code === 'file-missing' && at?.file === path,
  );
  const cases = isMissing ? [] : await run.readCases();
  run.diagnostics.push(...sharedGolden(cases));
  const pause = yielding(signal);
  if (loaded.value && !hasErrors(run.diagnostics)) {
    for (const [index, test] of cases.entries()) {
      await pause();
      onProgress(index, cases.length);
      await run.run(test, loaded.value);
    }
  }
  return { ...run, texts: new Map([...loader.texts, ...run.texts]) };
}
