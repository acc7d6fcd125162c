import { catalogError, type CatalogError } from '../../diagnostics/diagnostic.ts';
import { fetchBranch, remoteBranches, type PushResult } from '../../git/remote.ts';
import type { Repository } from '../../git/repository.ts';
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
    const ref = 'refs/publish/review';
    await fetchBranch(git, to, ref, 1);
    const tree = (of: string) => git.line(['rev-parse', '--verify', '--quiet', `${of}^{tree}`]);
    if ((await tree(ref)) === (await tree(commit))) return 'there';
  }
  throw branchTaken(git.shown, to, taken.existing);
}
