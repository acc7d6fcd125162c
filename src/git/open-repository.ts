import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import { assertNoSecretIn } from './credentials.ts';
import { cachedRepository } from './cached-repository.ts';
import { checkoutRepository } from './checkout-repository.ts';
import { Git, type GitLimits } from './git.ts';
import { redactUrls } from './redact.ts';
import type { Repository } from './repository.ts';

const isUrl = (address: string) =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || /^[^/\\]+:(?!\\)/.test(address);

const missing = (address: string, message: string) =>
  catalogError(
    'repository-missing',
    message,
    'name a URL, a bare repository, or the root of a checkout',
    { file: redactUrls(address) },
  );

/** Whether a repository is bare. Throws unless the folder is one, or the root of a checkout. */
async function isBare(folder: string, address: string, limits: GitLimits): Promise<boolean> {
  const git = Git.forCheckout(folder, limits);
  const result = await git.run(['rev-parse', '--is-bare-repository', '--absolute-git-dir']);
  if (result.code !== 0) {
    if (/dubious ownership/.test(result.stderr)) throw git.error('open the repository', result);
    throw missing(address, 'this directory is not a git repository');
  }
  const [bare, gitFolder = ''] = result.stdout.toString().split('\n');
  const root = realpathSync(folder);
  if (bare === 'true') {
    if (realpathSync(gitFolder) === root) return true;
    throw missing(
      address,
      `this directory is inside the repository ${gitFolder}, but is not its root`,
    );
  }
  const top = await git.line(['rev-parse', '--show-toplevel']);
  if (top !== undefined && realpathSync(top) === root) return false;
  throw missing(
    address,
    `this directory is inside the repository ${top ?? gitFolder}, but is not its root`,
  );
}

/**
 * Opens the repository at a URL or path. A checkout is used in place, on the branch that is checked
 * out; other repositories are used through a cached clone. `branch` undefined: master, or what is
 * checked out.
 */
export async function openRepository(
  address: string,
  branch: string | undefined,
  limits: GitLimits,
): Promise<Repository> {
  if (address.startsWith('-'))
    throw usageError(`--repo ${address} looks like an option`, 'write ./ before a path');
  assertNoSecretIn(address);
  const path = resolve(address);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    if (isUrl(address)) return cachedRepository(address, branch ?? 'master', limits);
    throw missing(address, 'the directory does not exist');
  }
  if (!stat.isDirectory()) throw missing(address, 'this is a file, not a repository');
  if (await isBare(path, address, limits))
    return cachedRepository(path, branch ?? 'master', limits);
  return checkoutRepository(path, branch, limits);
}
