import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';
import type { Git } from './git.ts';
import { lockExists } from './git-error.ts';

/** A push that may succeed on top of a newer commit. */
export interface BlockedPush {
  /**
   * `contended`: another publisher was first, or a reference of the repository is in the way for good. `locked`: a
   * lock file, which another publisher holds for a moment, or a killed one has left.
   */
  readonly by: 'contended' | 'locked';
  /** For the case that nothing changes. */
  readonly error: CatalogError;
}

/** How a push ended. */
export type PushResult = 'done' | BlockedPush;

/** The branches of the remote. */
export async function remoteBranches(git: Git): Promise<string[]> {
  const result = await git.talk(['ls-remote', '--heads', '--', git.remote ?? '']);
  if (result.code !== 0) throw git.error('list the branches', result);
  return result.stdout
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [, ref = ''] = line.split('\t');
      return ref.startsWith('refs/heads/') ? [ref.slice('refs/heads/'.length)] : [];
    });
}

/** The error for a missing branch; lists those that exist. */
function branchMissing(git: Git, branch: string, branches: readonly string[]): CatalogError {
  const some = branches.slice(0, 10).join(', ');
  const more = branches.length > 10 ? ` and ${branches.length - 10} more` : '';
  return catalogError(
    'branch-missing',
    `the branch ${branch} does not exist; there is ${some}${more}`,
    'name one of them with --branch',
    { file: git.shown },
  );
}

/**
 * Fetches a branch into a local reference, with this many commits of its history; undefined: all.
 * Returns its commit, or undefined when the repository has no commit.
 */
export async function fetchBranch(
  git: Git,
  branch: string,
  ref: string,
  depth: number | undefined,
  tries = 3,
): Promise<string | undefined> {
  const result = await git.talk([
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    ...(depth === undefined ? [] : [`--depth=${depth}`]),
    '--',
    git.remote ?? '',
    `+refs/heads/${branch}:${ref}`,
  ]);
  if (result.code === 0) return git.line(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  if (!/couldn't find remote ref|could not find remote branch/i.test(result.stderr)) {
    throw git.error('fetch the repository', result);
  }
  const branches = await remoteBranches(git);
  // Another publisher has just created it: for example with the first commit of the repository.
  if (branches.includes(branch) && tries > 0) {
    return fetchBranch(git, branch, ref, depth, tries - 1);
  }
  if (branches.length > 0) throw branchMissing(git, branch, branches);
  return undefined;
}

const taken =
  /\[rejected\]|cannot lock ref|failed to update ref|failed to lock|unable to lock|incorrect old value|reference already exists|atomic (?:push|transaction) failed|remote ref.* is at .* but expected/i;

function refused(git: Git, reasons: readonly string[], stderr: string): CatalogError {
  return catalogError(
    'push-refused',
    `the repository refused the push: ${reasons.join('; ')}${git.words(stderr)}`,
    'nothing was published; for a protected branch, use --pull-request-branch',
    { file: git.shown },
  );
}

/**
 * Pushes commits (`source:refs/…`), all or none and never by force. Throws when the repository
 * refuses the push, and when it is unreachable: then it is unknown whether the push arrived.
 */
export async function push(git: Git, refspecs: readonly string[]): Promise<PushResult> {
  const result = await git.talk([
    'push',
    '--porcelain',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(refspecs.length > 1 ? ['--atomic'] : []),
    '--',
    git.remote ?? '',
    ...refspecs,
  ]);
  if (result.code === 0) return 'done';
  const reasons = result.stdout
    .toString()
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.split('\t').slice(2).join(' ')] : []));
  if (reasons.every((reason) => reason.includes('remote failure'))) {
    throw git.error('push', result);
  }
  if (reasons.some((reason) => taken.test(reason))) {
    return lockExists.test(result.stderr)
      ? { by: 'locked', error: git.error('push', result) }
      : { by: 'contended', error: refused(git, reasons, result.stderr) };
  }
  throw refused(git, reasons, result.stderr);
}
