import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Git } from './git.ts';
import type { PushResult } from './remote.ts';
import { runGit } from './run-git.ts';
import type { Obstructed, Tag } from './tags.ts';

/** A catalog repository that can be read, committed to and published to. */
export interface Repository {
  readonly git: Git;
  readonly branch: string;
  /** A folder for temporary files. */
  readonly scratch: string;
  /** Fetches, and returns the newest commit of the branch; undefined when the repository is empty. */
  fetch(): Promise<string | undefined>;
  /** Publishes a commit to a branch, and tags with it; all or nothing, never by force. */
  push(commit: string, branch: string, tags: readonly Tag[]): Promise<PushResult>;
  /** Whether the branch has a commit: after a push of which it is unknown whether it arrived. */
  hasArrived(commit: string): Promise<boolean>;
  /** Those of the tags that cannot be made, because of tags that exist here or at the remote. */
  obstructedTags(names: readonly string[]): Promise<Obstructed[]>;
  /** Updates a checkout after the push. Returns warnings. */
  follow(commit: string): Promise<Diagnostic[]>;
  /** Must be called once, also after an error. `isWhole`: what was fetched may be kept. */
  close(isWhole: boolean): void;
}

/** `refs/heads/x` and `refs/tags/y` of a push. */
export function refspecs(commit: string, branch: string, tags: readonly Tag[]): string[] {
  return [
    `${commit}:refs/heads/${branch}`,
    ...tags.map(({ name, oid }) => `${oid}:refs/tags/${name}`),
  ];
}

/** Whether a commit is another one, or in its history. */
export async function isIn(git: Git, commit: string, tip: string | undefined): Promise<boolean> {
  if (tip === undefined) return false;
  return (await git.run(['merge-base', '--is-ancestor', commit, tip])).code === 0;
}

/** Throws unless git accepts a name for a branch. */
export async function assertBranchName(option: string, name: string): Promise<void> {
  const { code } = await runGit(['check-ref-format', `refs/heads/${name}`]);
  if (code !== 0 || name.startsWith('-') || name === 'HEAD') {
    throw usageError(
      `--${option} ${JSON.stringify(name)} is not a valid branch name`,
      'use a name such as master',
    );
  }
}
