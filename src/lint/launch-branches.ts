import { branchesOf, type BranchAnswer } from '../model/branches.ts';
import { reachPart } from '../model/reached-parts.ts';
import type { ApiError } from '../rancher/launch/check-services.ts';
import type { Launch, LaunchPlace } from '../rancher/launch/launch.ts';
import { launchVersion, type VersionFiles } from '../rancher/launch/launch-version.ts';
import { cachedReader } from '../source/cached-reader.ts';
import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import { oneLine } from './index-errors.ts';

/** Answers with which Rancher refuses a version that it accepts with the default ones. */
export interface RefusedBranch {
  /** Only those that matter: with the default in place of one of them, this refusal is not there. */
  readonly answers: ReadonlyMap<string, string>;
  readonly words: string;
  readonly at: LaunchPlace | undefined;
  /** What Rancher's API rejects; undefined if the launcher refuses the files. */
  readonly rejected?: ApiError;
}

type Refusal = Omit<RefusedBranch, 'answers'>;

function refusalOf({ verdict, error, at, apiErrors }: Launch): Refusal | undefined {
  const [apiError] = apiErrors;
  if (verdict !== 'accepted') return { words: oneLine(error ?? verdict), at };
  if (!apiError) return undefined;
  return { words: oneLine(`${apiError.service}: ${apiError.message}`), at, rejected: apiError };
}

/** Refusals with the same key have one cause. Other blocks, which the answers add or remove, move it to another line. */
const keyOf = ({ words, at }: Refusal): string =>
  JSON.stringify([at?.file.path, at?.offset, words.replaceAll(/\bline \d+/g, 'line')]);

/** Causes of which the answers that matter are found; each takes as many launches as there are answers. */
const mostReduced = 20;

/** Reads the files of a version once, as Rancher does for the questions: they are the same in each branch. */
function readerFor(files: VersionFiles): (text: string) => YamlRead {
  const texts = new Set([...files.values()].map(({ text }) => text));
  const read = cachedReader();
  return (text) => (texts.has(text) ? read(text) : readYaml(text));
}

class BranchLaunches {
  readonly #files: VersionFiles;
  readonly #read: (text: string) => YamlRead;

  constructor(files: VersionFiles) {
    this.#files = files;
    this.#read = readerFor(files);
  }

  launch(set: ReadonlyMap<string, string>): Refusal | undefined {
    return refusalOf(launchVersion(this.#files, { set, read: this.#read }));
  }

  /** The refusal with as few answers as it needs. */
  reduced(branch: RefusedBranch): RefusedBranch {
    const key = keyOf(branch);
    let found = branch;
    for (const variable of branch.answers.keys()) {
      const answers = new Map(found.answers);
      answers.delete(variable);
      const refusal = this.launch(answers);
      if (refusal && keyOf(refusal) === key) found = { ...refusal, answers };
    }
    return found;
  }
}

const isKnown = ({ unknownAnswers }: Launch): boolean => unknownAnswers.size === 0;

/**
 * Answers of launches that Rancher accepts: those in which no other answer than these differs from the first launch,
 * which has the answers of a user who changes nothing.
 */
function acceptedAnswers(
  launches: readonly Launch[],
  answers: readonly BranchAnswer[],
): ReadonlyMap<string, string>[] {
  const [first] = launches;
  if (!first || !isKnown(first)) return [];
  const own = new Set(answers.map(({ variable }) => variable));
  const others = [...first.answers].filter(([variable]) => !own.has(variable));
  return launches
    .filter((launch) => refusalOf(launch) === undefined && isKnown(launch))
    .map((launch) => launch.answers)
    .filter((set) => set.size === first.answers.size)
    .filter((set) => others.every(([variable, value]) => set.get(variable) === value));
}

/**
 * Launches a version in all its branches; one refusal for each cause. `launched` are launches of the same files: the
 * first with the answers of a user who changes nothing, then with others. What Rancher accepts there is not launched
 * again. @default none
 */
export function refusedBranches(
  files: VersionFiles,
  answers: readonly BranchAnswer[],
  launched: readonly Launch[] = [],
): RefusedBranch[] {
  reachPart('branches');
  const launches = new BranchLaunches(files);
  const found = new Map<string, RefusedBranch>();
  for (const set of branchesOf(answers, acceptedAnswers(launched, answers))) {
    const refusal = launches.launch(set);
    if (!refusal) continue;
    const key = keyOf(refusal);
    if (!found.has(key)) found.set(key, { ...refusal, answers: set });
  }
  return [...found.values()].map((branch, index) =>
    index < mostReduced ? launches.reduced(branch) : branch,
  );
}
