// What the tests of one file record for the golden page. Each test compares its own section when it ends;
// compare-messages.ts compares the sections of a file. Several files can run in one process.
import { deepEqual } from 'node:assert/strict';
import { relative } from 'node:path';
import { expect, onTestFinished, TestRunner } from 'vitest';
import { readPage, updatePage } from './messages-page.ts';

const isUpdate = process.env.UPDATE_GOLDEN === '1';
const golden = readPage();

let isCompared = false;

/** Called by the setup file that compares what a file recorded. */
export function expectComparison(): void {
  isCompared = true;
}

/** What the tests of the current file have recorded: name of the test → blocks of its section. */
const recorded = new Map<string, string[]>();

const sectionsOf = (testPath: string): ReadonlyMap<string, string> =>
  golden.get(relative(process.cwd(), testPath)) ?? new Map<string, string>();

const nameOf = (test: { fullTestName?: string }) => (test.fullTestName ?? '').replaceAll('\n', '⏎');

/** Adds a block to the section of the current test. */
export function record(block: string): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error('only a test records what is printed');
  if (!isCompared) throw new Error('its project in vitest.config.ts needs compare-messages.ts');
  const name = nameOf(test);
  const blocks = recorded.get(name) ?? [];
  recorded.set(name, [...blocks, block]);
  if (blocks.length > 0) return;
  const kept = sectionsOf(test.file.filepath).get(name);
  onTestFinished(() => {
    if (isUpdate || test.result?.state === 'fail') return;
    const text = recorded.get(name)?.join('\n\n');
    expect(text, 'UPDATE_GOLDEN=1 writes test/golden/messages.md').toBe(kept);
  });
}

interface Tests {
  readonly tasks: readonly (
    | Tests
    | { type: string; fullTestName?: string; result?: { state?: string } }
  )[];
}

function* testsIn({ tasks }: Tests): Generator<{ name: string; state: string | undefined }> {
  for (const task of tasks) {
    if ('tasks' in task) yield* testsIn(task);
    else yield { name: nameOf(task), state: task.result?.state };
  }
}

/** Compares what the tests of a file recorded with its sections on the golden page, or writes them. */
export async function compareSections(
  suite: Tests & { readonly file: { readonly filepath: string } },
): Promise<void> {
  const kept = sectionsOf(suite.file.filepath);
  // A test that did not run, or failed, keeps its section.
  const sections = [...testsIn(suite)].flatMap(({ name, state }): [string, string][] => {
    const text = state === 'pass' ? recorded.get(name)?.join('\n\n') : kept.get(name);
    return text === undefined ? [] : [[name, text]];
  });
  recorded.clear();
  const names = sections.map(([name]) => name);
  deepEqual([...new Set(names)], names, 'each test that records has a name of its own');
  if (isUpdate) await updatePage(relative(process.cwd(), suite.file.filepath), new Map(sections));
  else deepEqual([...kept.keys()], names, 'sections of test/golden/messages.md that no test has');
}
