import type { CatalogQuestion } from '../rancher/catalog-question.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import {
  launchVersion,
  type LaunchOptions,
  type VersionFiles,
} from '../rancher/launch/launch-version.ts';
import { plainValue } from '../rancher/launch/launched-service.ts';
import type { CatalogBlock } from '../rancher/read-catalog-block.ts';
import type { TemplateConfig } from '../rancher/template-config.ts';
import type { YamlRead } from '../source/read-yaml.ts';
import { RandomAnswers } from './random-answers.ts';
import { branchSets, testedAnswers } from './tested-answers.ts';

/** A version as Rancher reads it. */
export interface ComparedVersion {
  readonly config: TemplateConfig;
  /** The version text. */
  readonly version: string;
  readonly block: CatalogBlock;
  readonly files: VersionFiles;
  /** The bytes of the icon; undefined if there is none. */
  readonly icon: Uint8Array | undefined;
}

export interface CompareOptions {
  /** Random answers, beside the default ones. */
  readonly answerSets: number;
  readonly read?: (text: string) => YamlRead;
}

/** The answers of a launch: all of them, and those that override these or the defaults. */
type LaunchAnswers = Pick<LaunchOptions, 'answers' | 'set'>;

/** Whether two plain values are equal; maps in any order. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.length === b.length &&
    a.every((byte, index) => byte === b[index]));

const shown = (value: unknown) => (JSON.stringify(value) ?? 'missing').slice(0, 100);

/** The path to the first part that differs, and both values. */
function difference(a: unknown, b: unknown, path: string): string {
  const isMaps = [a, b].every((each) => typeof each === 'object' && each !== null);
  if (isMaps && Array.isArray(a) === Array.isArray(b)) {
    const [left, right] = [
      new Map(Object.entries(a as object)),
      new Map(Object.entries(b as object)),
    ];
    for (const key of new Set([...left.keys(), ...right.keys()])) {
      if (!isSame(left.get(key), right.get(key))) {
        return difference(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`);
      }
    }
  }
  return `${path} is ${shown(b)}, was ${shown(a)}`;
}

function* compareQuestions(
  was: readonly CatalogQuestion[],
  is: readonly CatalogQuestion[],
): Generator<string> {
  if (was.length !== is.length) yield `${is.length} questions, was ${was.length}`;
  for (const [index, question] of was.entries()) {
    const made = is[index];
    if (made && !isSame(question, made)) {
      yield `question ${question.variable}: ${difference(question, made, '')}`;
    }
  }
}

/** What a launch makes: everything but texts of errors, which have line numbers. */
const resultOf = (launch: Launch) => ({
  verdict: launch.verdict,
  services: Object.fromEntries([...launch.config].map(([name, node]) => [name, plainValue(node)])),
  summary: launch.services,
  undefinedVariables: [...launch.undefinedVariables].sort(),
});

function* compareLaunches(
  was: VersionFiles,
  is: VersionFiles,
  answers: LaunchAnswers,
  read: CompareOptions['read'],
): Generator<string> {
  const options = { ...answers, ...(read ? { read } : {}) };
  const [before, after] = [launchVersion(was, options), launchVersion(is, options)];
  const [left, right] = [resultOf(before), resultOf(after)];
  if (isSame(left, right)) return;
  const given = Object.fromEntries([...(answers.answers ?? []), ...(answers.set ?? [])]);
  const shownAnswers = JSON.stringify(given).slice(0, 200);
  const who = shownAnswers === '{}' ? 'with the defaults' : `with ${shownAnswers}`;
  // Rancher's message explains the verdict.
  const refusal = before.error ?? after.error;
  const words = before.verdict === after.verdict || refusal === null ? '' : `: ${refusal}`;
  yield `${who}: ${difference(left, right, '')}${words}`;
}

function* compareTexts(was: ComparedVersion, is: ComparedVersion): Generator<string> {
  const [{ version: _was, ...config }, { version: preselected, ...madeConfig }] = [
    was.config,
    is.config,
  ];
  if (!isSame(config, madeConfig)) yield `config.yml: ${difference(config, madeConfig, '')}`;
  if (was.version !== is.version) yield `the version is ${is.version}, was ${was.version}`;
  if (preselected !== is.version) yield `config.yml does not select the version ${is.version}`;
  const [left, right] = [was.block, is.block].map(
    ({ version: _version, questions: _questions, ...rest }) => rest,
  );
  if (!isSame(left, right)) yield `the catalog block: ${difference(left, right, '')}`;
  if (!sameBytes(was.icon, is.icon)) yield 'the icon is another one';
}

/** The default answers, random ones, and those of each branch: with the defaults, and with random other answers. */
function* answerSetsOf(
  was: ComparedVersion,
  is: ComparedVersion,
  count: number,
): Generator<LaunchAnswers> {
  const { questions } = was.block;
  const tested = testedAnswers([was.files, is.files], questions);
  const random = new RandomAnswers(1, tested);
  yield {};
  for (let left = count; left > 0; left -= 1) yield { answers: random.next(questions) };
  for (const set of branchSets(questions, tested)) {
    yield { set };
    yield { answers: random.next(questions), set };
  }
}

/**
 * What Rancher does with two versions: nothing if it is the same. Questions are equal field by field, services are
 * equal for the default answers, for random ones, and in each branch that a condition of either version makes; so are config.yml, the other parts of the catalog block, and the icon.
 * A difference that several answers show is reported once.
 */
export function compareVersions(
  was: ComparedVersion,
  is: ComparedVersion,
  { answerSets, read }: CompareOptions,
): string[] {
  const found = [
    ...compareTexts(was, is),
    ...compareQuestions(was.block.questions, is.block.questions),
  ];
  for (const answers of answerSetsOf(was, is, answerSets)) {
    const differences = [...compareLaunches(was.files, is.files, answers, read)];
    found.push(...differences);
    if (differences.length > 0) break;
  }
  return found;
}
