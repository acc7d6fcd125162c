import { usageError } from '../../diagnostics/usage-error.ts';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Git, type GitLimits } from '../../git/git.ts';
import { changedSinceCommit, historyState, readHistory } from '../../git/read-history.ts';
import { findRewritten, type RewrittenVersion } from '../../publish/find-rewritten.ts';
import type { VersionPlaces } from '../../publish/version-places.ts';
import { listFiles } from '../../git/objects.ts';

const codes = {
  edited: 'history-edited',
  deleted: 'history-deleted',
  renumbered: 'history-renumbered',
} as const;

function describe({ kind, files, movedTo, by }: RewrittenVersion): string {
  const { commit, author, date, subject } = by;
  const who = `commit ${commit.slice(0, 12)} (${author}, ${date}: ${subject})`;
  if (kind === 'deleted') return `this version was deleted after its release, by ${who}`;
  if (kind === 'renumbered')
    return `this version was renamed to ${movedTo ?? ''} after its release, by ${who}`;
  const which = files.includes('') ? '' : `: ${files.join(', ')}`;
  return `this version was changed after its release${which}, last by ${who}`;
}

/** Why a released version is never changed. */
const why = {
  template: 'Rancher keeps a version as first seen',
  chart: 'charts are installed from a version as it was released',
} as const;

/** The command that brings a version back as it was in a commit, and removes what was added. */
const restore = (catalog: string, commit: string, folder: string) =>
  `git -C ${catalog} restore --source=${commit} --staged --worktree -- ${folder}`;

function rewritten(
  catalog: string,
  version: RewrittenVersion,
  part: VersionPlaces['kind'],
): Diagnostic {
  const { kind, folder, movedTo, releasedBy } = version;
  const repair =
    kind === 'renumbered'
      ? `rename it back (git -C ${catalog} mv ${movedTo ?? ''} ${folder})`
      : `restore it (${restore(catalog, releasedBy.slice(0, 12), folder)})`;
  return {
    code: codes[kind],
    severity: 'error',
    message: describe(version),
    at: { file: join(catalog, folder) },
    hint: `${why[part]}: ${repair}, and release the change as a new version`,
  };
}

/** Released versions with uncommitted changes. */
function uncommitted(
  catalog: string,
  paths: readonly string[],
  { versionOf }: VersionPlaces,
): Diagnostic[] {
  const folders = new Set(paths.flatMap((path) => versionOf(path) ?? []));
  return [...folders].map((folder) => ({
    code: 'history-edited',
    severity: 'error',
    message: 'this version is released, but the checkout has uncommitted changes to it',
    at: { file: join(catalog, folder) },
    hint: `to restore it: ${restore(catalog, 'HEAD', folder)}`,
  }));
}

const unknown = (catalog: string, message: string, hint: string): Diagnostic[] => [
  { code: 'history-unknown', severity: 'info', message, at: { file: catalog }, hint },
];

/**
 * Compares the released versions of templates and charts with the git history of a catalog: one that was edited, deleted
 * or renumbered after its release is an error that names the commit.
 */
export async function checkHistory(
  catalog: string,
  parts: readonly VersionPlaces[],
  since: string | undefined,
  limits: GitLimits,
): Promise<Diagnostic[]> {
  const git = Git.forCheckout(catalog, limits);
  const state = await historyState(git);
  if (state === 'none') {
    return unknown(
      catalog,
      'not a git checkout with commits, so released versions are not compared with their history',
      'run check on a checkout of the catalog',
    );
  }
  const start =
    since === undefined
      ? undefined
      : await git.line([
          'rev-parse',
          '--verify',
          '--quiet',
          '--end-of-options',
          `${since}^{commit}`,
        ]);
  if (since !== undefined && start === undefined) {
    throw usageError(`--since ${since} is not a commit of ${catalog}`);
  }
  const paths = parts.flatMap((part) => part.paths);
  if (paths.length === 0) return [];
  const isWanted = (path: string) => parts.some(({ versionOf }) => versionOf(path) !== undefined);
  const history = await readHistory(git, paths, start, isWanted);
  const dirty = await changedSinceCommit(git, paths);
  const known = start === undefined ? history : [...(await statesAt(git, start)), ...history];
  return [
    ...parts.flatMap((part) => [
      ...findRewritten(known, part.versionOf).map((each) => rewritten(catalog, each, part.kind)),
      ...uncommitted(catalog, dirty, part),
    ]),
    ...(state === 'shallow'
      ? unknown(
          catalog,
          'this is a shallow clone: changes before its first commit are not checked',
          'git fetch --unshallow',
        )
      : []),
  ];
}

/** The state that `--since` starts from: all files of a commit, as if it had added them. */
async function statesAt(git: Git, commit: string) {
  const entries = await listFiles(git, commit);
  const changes = [...entries.values()].map(({ path, mode, oid }) => ({
    path,
    oid: `${mode} ${oid}`,
  }));
  return [{ commit, author: '', date: '', subject: '', changes }];
}
