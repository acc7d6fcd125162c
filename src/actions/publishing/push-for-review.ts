import { catalogError, type CatalogError } from '../../diagnostics/diagnostic.ts';
import { fetchBranch, remoteBranches, type PushResult } from '../../git/remote.ts';
import type { Repository } from '../../git/repository.ts';
import { timeOf } from '../../git/commit-time.ts';
import { obstructed } from '../../git/tags.ts';

function branchTaken(shown: string, branch: string, existing: string): CatalogError {
  const message =
    branch === existing
      ? `the branch ${branch} already exists with other content`
      : `the branch ${branch} cannot be made beside the branch ${existing}: git stores them as a file and a folder of one name`;
  return catalogError(
    'branch-exists',
    message,
    'merge or delete it, or choose another name; publish never overwrites a branch',
    { file: shown },
  );
}

const reviewRef = 'refs/publish/review';

/**
 * The time of the commit on a branch for a pull request, if there is one: with another time, what depends on it would
 * differ from what the branch has.
 */
export async function reviewTime({ git }: Repository, to: string): Promise<string | undefined> {
  if (git.remote === undefined || !(await remoteBranches(git)).includes(to)) return undefined;
  await fetchBranch(git, to, reviewRef, 1);
  const seconds = await git.line(['log', '-1', '--format=%ct', reviewRef]);
  return seconds === undefined ? undefined : timeOf(Number(seconds));
}

/**
 * Pushes a branch for a pull request. It is created; an existing one is never changed: `there` if it has the
 * same files.
 */
export async function pushForReview(
  repository: Repository,
  commit: string,
  to: string,
): Promise<PushResult | 'there'> {
  const { git } = repository;
  const branches = git.remote === undefined ? [] : await remoteBranches(git);
  const [taken] = obstructed([to], branches);
  if (!taken) return repository.push(commit, to, []);
  if (taken.existing === to) {
    await fetchBranch(git, to, reviewRef, 1);
    const tree = (of: string) => git.line(['rev-parse', '--verify', '--quiet', `${of}^{tree}`]);
    if ((await tree(reviewRef)) === (await tree(commit))) return 'there';
  }
  throw branchTaken(git.shown, to, taken.existing);
}
