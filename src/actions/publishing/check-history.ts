import { usageError } from '../../diagnostics/usage-error.ts';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { templatesFolder } from '../../files/read-template.ts';
import { Git, type GitLimits } from '../../git/git.ts';
import { changedSinceCommit, historyState, readHistory } from '../../git/read-history.ts';
import {
  findRewritten,
  versionFolderOf,
  type RewrittenVersion,
} from '../../publish/find-rewritten.ts';
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
  return `this version was changed after its release: ${files.join(', ')}, last by ${who}`;
}

const rewritten = (catalog: string, version: RewrittenVersion): Diagnostic => ({
  code: codes[version.kind],
  severity: 'error',
  message: describe(version),
  at: { file: join(catalog, version.folder) },
  hint: `Rancher keeps versions as they were first: git show ${version.by.commit.slice(0, 12)}, put it back, and release the change anew`,
});

/** Released versions with changes that are not even committed. */
function uncommitted(
  catalog: string,
  paths: readonly string[],
  names: readonly string[],
): Diagnostic[] {
  const folders = new Set(paths.flatMap((path) => versionFolderOf(path) ?? []));
  return [...folders]
    .filter((folder) => names.includes(folder.split('/')[1] ?? ''))
    .map((folder) => ({
      code: 'history-edited',
      severity: 'error',
      message:
        'this version is released, and the checkout has changes to it that are not committed',
      at: { file: join(catalog, folder) },
      hint: `git -C ${catalog} diff HEAD -- ${folder}`,
    }));
}

const unknown = (catalog: string, message: string, hint: string): Diagnostic[] => [
  { code: 'history-unknown', severity: 'info', message, at: { file: catalog }, hint },
];

/**
 * Compares the released versions of templates with the git history of a catalog: one that was
 * edited, deleted or renumbered after its release is an error that names the commit.
 */
export async function checkHistory(
  catalog: string,
  names: readonly string[],
  since: string | undefined,
  limits: GitLimits,
): Promise<Diagnostic[]> {
  const git = Git.forCheckout(catalog, limits);
  const state = await historyState(git);
  if (state === 'none') {
    return unknown(
      catalog,
      'this is no git checkout with commits, so released versions are not compared with their history',
      'check a checkout to have that too',
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
    throw usageError(`--since ${since} is no commit of ${catalog}`);
  }
  const history = await readHistory(git, templatesFolder, names, start);
  const dirty = await changedSinceCommit(git, templatesFolder);
  const known = start === undefined ? history : [...(await statesAt(git, start)), ...history];
  return [
    ...findRewritten(known).map((version) => rewritten(catalog, version)),
    ...uncommitted(catalog, dirty, names),
    ...(state === 'shallow'
      ? unknown(
          catalog,
          'the history here is shallow: what was changed before it begins is not seen',
          'git fetch --unshallow',
        )
      : []),
  ];
}

/** What a commit holds, as if it had brought all of it: the state that `--since` starts from. */
async function statesAt(git: Git, commit: string) {
  const entries = await listFiles(git, commit);
  const changes = [...entries.values()].map(({ path, mode, oid }) => ({
    path,
    oid: `${mode} ${oid}`,
  }));
  return [{ commit, author: '', date: '', subject: '', changes }];
}
