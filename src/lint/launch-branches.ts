import { branchesOf, type BranchAnswer } from '../model/branches.ts';
import { launchVersion, type VersionFiles } from '../rancher/launch/launch-version.ts';
import type { LaunchPlace } from '../rancher/launch/launch.ts';
import { cachedReader } from '../source/cached-reader.ts';
import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import { oneLine } from './index-errors.ts';

/** Answers with which Rancher refuses a version that it accepts with the default ones. */
export interface RefusedBranch {
  readonly answers: ReadonlyMap<string, string>;
  readonly words: string;
  readonly at: LaunchPlace | undefined;
}

/** Reads the files of a version once, as Rancher does for the questions: they are the same in each branch. */
function readerFor(files: VersionFiles): (text: string) => YamlRead {
  const texts = new Set([...files.values()].map(({ text }) => text));
  const read = cachedReader();
  return (text) => (texts.has(text) ? read(text) : readYaml(text));
}

/** Launches a version in all its branches; one refusal for each cause. */
export function refusedBranches(
  files: VersionFiles,
  answers: readonly BranchAnswer[],
): RefusedBranch[] {
  const found = new Map<string, RefusedBranch>();
  const read = readerFor(files);
  for (const set of branchesOf(answers)) {
    const { verdict, error, at, apiErrors } = launchVersion(files, { set, read });
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
