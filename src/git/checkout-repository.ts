import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CatalogError, catalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { Git, type GitLimits } from './git.ts';
import { fetchBranch, push, type PushResult } from './remote.ts';
import { isIn, refspecs, type Repository } from './repository.ts';
import { takeScratch } from './scratch.ts';
import { keepTags, localTags, obstructed, remoteTags, type Tag } from './tags.ts';

function refusal(git: Git, code: Diagnostic['code'], message: string, hint: string): CatalogError {
  return catalogError(code, message, hint, { file: git.shown });
}

/** The branch that is checked out, which is the one to publish to. */
async function currentBranch(git: Git, wanted: string | undefined): Promise<string> {
  const branch = await git.line(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  if (branch === undefined) {
    throw refusal(
      git,
      'checkout-detached',
      'this checkout is not on a branch (detached HEAD)',
      'check out the branch to publish to: git switch master',
    );
  }
  if (wanted !== undefined && wanted !== branch) {
    throw refusal(
      git,
      'branch-missing',
      `this checkout is on the branch ${branch}, not ${wanted}`,
      `git switch ${wanted}, or give --branch ${branch}`,
    );
  }
  return branch;
}

async function assertUnlocked(git: Git): Promise<void> {
  const lock = await git.line(['rev-parse', '--git-path', 'index.lock']);
  if (lock === undefined || !existsSync(resolve(git.folder, lock))) return;
  throw refusal(
    git,
    'git-locked',
    `the lock file ${lock} exists: another git process is running, or one was killed`,
    `if no git process is running there, remove ${lock}`,
  );
}

async function assertClean(git: Git): Promise<void> {
  const status = await git.need('read the state of the checkout', [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=normal',
    '--ignore-submodules=dirty',
  ]);
  const paths = status
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  if (paths.length === 0) return;
  const some = paths.slice(0, 5).join(', ');
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : '';
  throw refusal(
    git,
    'checkout-dirty',
    `this checkout has uncommitted changes: ${some}${more}`,
    'commit, stash or remove them; none of them were changed',
  );
}

/** The remote that the branch tracks. Without one, the only remote, or origin. */
async function remoteOf(git: Git, branch: string): Promise<string | undefined> {
  const followed = await git.line(['config', '--get', `branch.${branch}.remote`]);
  if (followed !== undefined && followed !== '.') return followed;
  const remotes = (await git.need('list the remotes', ['remote']))
    .toString()
    .split('\n')
    .filter((name) => name !== '');
  return remotes.includes('origin') || remotes.length !== 1
    ? remotes.find((name) => name === 'origin')
    : remotes[0];
}

async function assertNotAhead(
  git: Git,
  head: string | undefined,
  tip: string | undefined,
): Promise<void> {
  if (head === undefined) return;
  const range = tip === undefined ? head : `${tip}..${head}`;
  const ahead = Number(await git.line(['rev-list', '--count', range]));
  if (ahead === 0) return;
  throw refusal(
    git,
    'checkout-diverged',
    `this checkout has ${ahead === 1 ? 'a commit' : `${ahead} commits`} that its remote does not have`,
    'push or drop them first; none of them were changed',
  );
}

/** Moves the checked out branch to a commit that follows it. */
async function fastForward(git: Git, commit: string): Promise<PushResult> {
  const result = await git.run(['merge', '--ff-only', '--quiet', '--no-autostash', '--', commit]);
  if (result.code === 0) return 'done';
  const error = git.error('update the checkout', result);
  if (/fast-forward|diverg/i.test(result.stderr)) return { by: 'contended', error };
  throw error;
}

interface Outgoing {
  readonly commit: string;
  readonly to: string;
  readonly tags: readonly Tag[];
  /** Whether `to` is the branch that is checked out. */
  readonly isCurrent: boolean;
}

/** Pushes to the remote of a checkout; without one, the commit is made in the checkout. */
async function pushFrom(git: Git, { commit, to, tags, isCurrent }: Outgoing): Promise<PushResult> {
  if (git.remote !== undefined) return push(git, refspecs(commit, to, tags));
  if (isCurrent) return fastForward(git, commit);
  await git.need('make the branch', ['branch', '--no-track', '--', to, commit]);
  return 'done';
}

/** A checkout of the user: only fast-forwarded, and only when nothing in it can be lost. */
export async function checkoutRepository(
  path: string,
  wanted: string | undefined,
  limits: GitLimits,
): Promise<Repository> {
  const plain = Git.forCheckout(path, limits);
  const branch = await currentBranch(plain, wanted);
  await assertUnlocked(plain);
  await assertClean(plain);
  const remote = await remoteOf(plain, branch);
  const url =
    remote === undefined ? undefined : await plain.line(['remote', 'get-url', '--', remote]);
  const git = Git.forCheckout(path, limits, remote, url);
  const head = () => git.line(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const scratch = takeScratch('checkout');
  const fetched = (name: string) =>
    fetchBranch(git, branch, `refs/remotes/${name}/${branch}`, undefined);
  return {
    git,
    branch,
    scratch: scratch.folder,
    async fetch() {
      if (remote === undefined) return head();
      const tip = await fetched(remote);
      await assertNotAhead(git, await head(), tip);
      return tip;
    },
    async push(commit, to, tags) {
      const result = await pushFrom(git, { commit, to, tags, isCurrent: to === branch });
      if (result === 'done') await keepTags(git, tags);
      return result;
    },
    async hasArrived(commit) {
      return isIn(git, commit, remote === undefined ? await head() : await fetched(remote));
    },
    async obstructedTags(names) {
      const there = remote === undefined ? [] : await remoteTags(git, names);
      return obstructed(names, [...(await localTags(git, names)), ...there]);
    },
    async follow(commit) {
      if (remote === undefined) return [];
      try {
        if ((await fastForward(git, commit)) === 'done') return [];
      } catch (error) {
        if (!(error instanceof CatalogError)) throw error;
      }
      return [
        {
          code: 'checkout-behind',
          severity: 'warning',
          message: 'the entries are published, but this checkout could not be fast-forwarded',
          at: { file: git.shown },
          hint: 'git pull --ff-only',
        },
      ];
    },
    close: () => scratch.close(false),
  };
}
