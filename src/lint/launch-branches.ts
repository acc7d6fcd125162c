import { launchVersion, type VersionFiles } from '../rancher/launch/launch-version.ts';
import type { LaunchPlace } from '../rancher/launch/launch.ts';
import { oneLine } from './index-errors.ts';

/** An answer that a template branches on, and one value for each of its branches. */
export interface BranchAnswer {
  readonly variable: string;
  readonly values: readonly string[];
}

/** Answers with which Rancher refuses a version that it accepts with the default ones. */
export interface RefusedBranch {
  readonly answers: ReadonlyMap<string, string>;
  readonly words: string;
  readonly at: LaunchPlace | undefined;
}

/** Up to this number, all combinations are launched; above it, each pair of values at least once. */
const mostCombinations = 64;

const everyCombination = (answers: readonly BranchAnswer[]): string[][] =>
  answers.reduce<string[][]>(
    (made, { values }) => made.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );

/** One value for each answer: the ones given, and of the others those that cover most pairs. */
function completed(
  answers: readonly BranchAnswer[],
  start: ReadonlyMap<number, string>,
  open: ReadonlySet<string>,
): string[] {
  const chosen = new Map(start);
  for (const [index, { values }] of answers.entries()) {
    if (chosen.has(index)) continue;
    const gains = values.map((value) => {
      const pairs = [...chosen].filter(([other, with_]) =>
        open.has(pairKey(other, with_, index, value)),
      );
      return pairs.length;
    });
    chosen.set(index, values[gains.indexOf(Math.max(...gains))] ?? '');
  }
  return answers.map((_, index) => chosen.get(index) ?? '');
}

function pairKey(a: number, first: string, b: number, second: string): string {
  return JSON.stringify(a < b ? [a, first, b, second] : [b, second, a, first]);
}

/** Combinations in which each two values of two answers are together at least once. */
function pairwise(answers: readonly BranchAnswer[]): string[][] {
  const open = new Map<string, ReadonlyMap<number, string>>();
  for (const [a, { values }] of answers.entries()) {
    for (const [b, other] of answers.entries()) {
      if (b <= a) continue;
      for (const first of values) {
        for (const second of other.values) {
          const pair = new Map([
            [a, first],
            [b, second],
          ]);
          open.set(pairKey(a, first, b, second), pair);
        }
      }
    }
  }
  const rows: string[][] = [];
  for (const pair of open.values()) {
    const row = completed(answers, pair, new Set(open.keys()));
    rows.push(row);
    for (const [a, first] of row.entries()) {
      for (let b = a + 1; b < row.length; b += 1) open.delete(pairKey(a, first, b, row[b] ?? ''));
    }
  }
  return rows;
}

/** The combinations of answers to launch. */
export function branchesOf(answers: readonly BranchAnswer[]): ReadonlyMap<string, string>[] {
  const count = answers.reduce((product, { values }) => product * values.length, 1);
  const rows = count <= mostCombinations ? everyCombination(answers) : pairwise(answers);
  return rows.map(
    (row) => new Map(answers.map(({ variable }, index) => [variable, row[index] ?? ''])),
  );
}

/** Launches a version in all its branches; one refusal for each cause. */
export function refusedBranches(
  files: VersionFiles,
  answers: readonly BranchAnswer[],
): RefusedBranch[] {
  const found = new Map<string, RefusedBranch>();
  for (const set of branchesOf(answers)) {
    const { verdict, error, at, apiErrors } = launchVersion(files, { set });
    const [apiError] = apiErrors;
    const isRefused = verdict !== 'accepted';
    if (!isRefused && apiError === undefined) continue;
    const words = oneLine(
      isRefused ? (error ?? verdict) : `${apiError?.service}: ${apiError?.message}`,
    );
    if (!found.has(words)) found.set(words, { answers: set, words, at });
  }
  return [...found.values()];
}
