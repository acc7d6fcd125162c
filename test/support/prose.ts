import { basename } from 'node:path';
import { expect } from 'vitest';
import { root } from './bundle.ts';
import { findingsIn } from './findings.ts';
import { record } from './recorder.ts';
import { runCli, type Ran } from './run-cli.ts';

// Tests assert what programs read: exit codes, diagnostic codes, locations. What people read is recorded
// by the functions here and compared with the golden page, so that a change of wording changes one file.

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
  const all: Masks = [
    ...masks,
    [folder, '<folder>'],
    [temporaryName(folder), '<name>'],
    [root, '<program>'],
    ...always,
  ];
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
