import { createHash } from 'node:crypto';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { Git, type GitLimits } from './git.ts';
import { fetchBranch, push } from './remote.ts';
import { isIn, refspecs, type Repository } from './repository.ts';
import { takeScratch } from './scratch.ts';
import { obstructed, remoteTags } from './tags.ts';

/** Whether a failure may come from the cached repository, rather than the server or the network. */
const mayBeOurs = (error: unknown) =>
  error instanceof CatalogError &&
  error.diagnostics.some(({ code }) => code === 'git-failed' || code === 'git-locked');

/** More commits than others can push between a push and the look whether it arrived. */
const arrivalDepth = 200;

const baseRef = 'refs/publish/base';

/** A bare repository in the cache, kept between runs, with the newest commit of a remote. */
export async function cachedRepository(
  url: string,
  branch: string,
  limits: GitLimits,
): Promise<Repository> {
  const address = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1');
  const key = createHash('sha256').update(`${address}\n${branch}`).digest('hex').slice(0, 24);
  let scratch = takeScratch(key);
  let git = Git.forUrl(scratch.folder, url, limits);
  const initialise = () =>
    git.need('make a repository', [
      'init',
      '--quiet',
      '--bare',
      '--template=',
      '--object-format=sha1',
      '.',
    ]);
  try {
    if (!scratch.isReused) await initialise();
  } catch (error) {
    scratch.close(false);
    throw error;
  }
  let isFirst = true;
  const fetch = async () => {
    try {
      return await fetchBranch(git, branch, baseRef, 1);
    } catch (error) {
      if (!isFirst || !scratch.isReused || !mayBeOurs(error)) throw error;
      // The cached repository may be broken: the second attempt starts with an empty one.
      scratch.close(false);
      scratch = takeScratch(`${key}-new`);
      git = Git.forUrl(scratch.folder, url, limits);
      await initialise();
      return fetchBranch(git, branch, baseRef, 1);
    } finally {
      isFirst = false;
    }
  };
  return {
    get git() {
      return git;
    },
    get scratch() {
      return scratch.folder;
    },
    branch,
    fetch,
    push: (commit, to, tags) => push(git, refspecs(commit, to, tags)),
    async hasArrived(commit) {
      return isIn(git, commit, await fetchBranch(git, branch, baseRef, arrivalDepth));
    },
    obstructedTags: async (names) => obstructed(names, await remoteTags(git, names)),
    follow: async () => [],
    close: (isWhole) => scratch.close(isWhole),
  };
}
