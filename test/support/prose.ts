import { deepEqual } from 'node:assert/strict';
import { basename, relative } from 'node:path';
import { afterAll, expect, onTestFinished, TestRunner } from 'vitest';
import { findingsIn } from './findings.ts';
import { readPage, updatePage } from './messages-page.ts';
import { runCli, type Ran } from './run-cli.ts';

// Tests assert what programs read: exit codes, diagnostic codes, locations. What people read is recorded
// by the functions here and compared with the golden page as a whole, so that a change of wording
// changes one file. Each test compares its own section when it ends.

/** Replacements for what differs between runs. */
export type Masks = readonly (readonly [pattern: string | RegExp, by: string])[];

const always: Masks = [
  [/\b[0-9a-f]{40}\b/g, '<commit>'],
  [/(?<=commit |--source=)[0-9a-f]{7,12}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\d\b/g, '<date>'],
  [/process \d+ on [^)\s]+/g, 'process <pid> on <host>'],
];

/** Leaves out the output of git, where it differs between versions or runs. */
export const wordsOfGit: Masks = [[/\n {4}git: [^]*?(?= {3}\[)/g, '\n    git: …']];

const mask = (text: string, masks: Masks) =>
  masks.reduce((masked, [pattern, by]) => masked.replaceAll(pattern, by), text);

const isUpdate = process.env.UPDATE_GOLDEN === '1';
const file = relative(process.cwd(), expect.getState().testPath ?? '');
const golden = readPage().get(file) ?? new Map<string, string>();

/** What was recorded so far: name of the test → blocks of its section. */
const recorded = new Map<string, string[]>();

const nameOf = (test: { fullTestName?: string }) => (test.fullTestName ?? '').replaceAll('\n', '⏎');

function record(block: string): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error('only a test records what is printed');
  const name = nameOf(test);
  const blocks = recorded.get(name) ?? [];
  recorded.set(name, [...blocks, block]);
  if (blocks.length > 0) return;
  onTestFinished(() => {
    if (isUpdate || test.result?.state === 'fail') return;
    const text = recorded.get(name)?.join('\n\n');
    expect(text, 'UPDATE_GOLDEN=1 writes test/golden/messages.md').toBe(golden.get(name));
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

// Vitest infers from this pattern that no fixture is needed.
// oxlint-disable-next-line no-empty-pattern
afterAll(async ({}, suite) => {
  // A test that did not run, or failed, keeps its section.
  const sections = [...testsIn(suite)].flatMap(({ name, state }): [string, string][] => {
    const text = state === 'pass' ? recorded.get(name)?.join('\n\n') : golden.get(name);
    return text === undefined ? [] : [[name, text]];
  });
  const names = sections.map(([name]) => name);
  deepEqual([...new Set(names)], names, 'each test that records has a name of its own');
  if (isUpdate) await updatePage(file, new Map(sections));
  else deepEqual([...golden.keys()], names, 'sections of test/golden/messages.md that no test has');
});

const fence = (text: string, kind: string) => {
  if (text === '') return [];
  const marks = '`'.repeat(
    Math.max(3, ...[...text.matchAll(/^`+/gm)].map(([ticks]) => ticks.length + 1)),
  );
  return [`${marks}${kind}\n${text.replace(/\n+$/, '')}\n${marks}`];
};

/** Records a text that people read, other than the output of a command. */
export function recordText(text: string, masks: Masks = []): void {
  record(fence(mask(text, [...masks, ...always]), 'text').join(''));
}

/** What a run printed: the diagnostics as `findingsIn` has them, and both streams. */
export interface Printed extends Ran {
  readonly found: readonly string[];
}

const quoted = (word: string) => (/^[\w./:=@,+*<>-]+$/.test(word) ? word : JSON.stringify(word));

/** The name of a temporary folder, as in `../rancher-catalog-a1b2c3`; nothing for other folders. */
const temporaryName = (folder: string) =>
  new RegExp(basename(folder).startsWith('rancher-catalog-') ? basename(folder) : '(?!)', 'g');

/** Records what a command printed that ran in `folder`. */
export function recordRun(
  folder: string,
  argv: readonly string[],
  ran: Ran,
  masks: Masks = [],
): Printed {
  const all: Masks = [...masks, [folder, '<folder>'], [temporaryName(folder), '<name>'], ...always];
  const [stdout, stderr] = [mask(ran.stdout, all), mask(ran.stderr, all)];
  const command = mask(['rancher-catalog', ...argv.map(quoted)].join(' '), all);
  const blocks = [...fence(stdout, 'stdout'), ...fence(stderr, 'stderr')];
  record([`\`${command}\` exits with ${ran.code}`, ...blocks].join('\n\n'));
  return { code: ran.code, found: findingsIn(`${stdout}\n${stderr}`), stdout, stderr };
}

/** Runs a command line in this process and records what it prints. */
export async function run(
  folder: string,
  argv: readonly string[],
  masks: Masks = [],
): Promise<Printed> {
  return recordRun(folder, argv, await runCli(folder, argv), masks);
}

/** Like `run` for a command that must fail without output on stdout. Returns its code and findings. */
export async function refusal(
  folder: string,
  argv: readonly string[],
  masks: Masks = [],
): Promise<Pick<Printed, 'code' | 'found'>> {
  const { code, found, stdout } = await run(folder, argv, masks);
  expect(stdout).toBe('');
  return { code, found };
}
