import type { CommitChanges, FileChange } from '../publish/find-rewritten.ts';
import type { Git } from './git.ts';

const rawLine = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [A-Z]/;

/**
 * The commits of what is checked out, oldest first, along first parents: the states that Rancher
 * saw. A merge counts as one commit. Only changes below `paths` that are wanted; only commits after `since`, when it is
 * given.
 */
export async function readHistory(
  git: Git,
  paths: readonly string[],
  since: string | undefined,
  isWanted: (path: string) => boolean,
): Promise<CommitChanges[]> {
  const out = await git.need('read the history', [
    '--literal-pathspecs',
    'log',
    '--first-parent',
    '-m',
    '--reverse',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-show-signature',
    '--format=%x01%H%x02%an%x02%as%x02%s',
    since === undefined ? 'HEAD' : `${since}..HEAD`,
    '--',
    ...paths,
  ]);
  const commits: CommitChanges[] = [];
  let changes: FileChange[] = [];
  const tokens = out.toString('utf8').split('\0');
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const start = token.indexOf('\u0001');
    const raw = rawLine.exec(token);
    if (raw) {
      index += 1;
      const path = tokens[index] ?? '';
      const oid = raw[1] === '000000' ? undefined : `${raw[1] ?? ''} ${raw[2] ?? ''}`;
      if (isWanted(path)) changes.push({ path, oid });
    } else if (start !== -1) {
      const [commit = '', author = '', date = '', subject = ''] = token
        .slice(start + 1)
        .split('\u0002');
      changes = [];
      commits.push({ commit, author, date, subject: subject.trimEnd(), changes });
    }
  }
  return commits;
}

/** Whether a folder is the root of a checkout with a commit, and whether its history is complete. */
export async function historyState(git: Git): Promise<'none' | 'shallow' | 'whole'> {
  // In a subdirectory of another repository, paths would have another meaning.
  const prefix = await git.run(['rev-parse', '--show-prefix']);
  if (prefix.code !== 0 || prefix.stdout.toString().trim() !== '') return 'none';
  const head = await git.line(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head === undefined) return 'none';
  return (await git.line(['rev-parse', '--is-shallow-repository'])) === 'true'
    ? 'shallow'
    : 'whole';
}

/** Committed paths that differ from the last commit, relative to the root of the checkout. */
export async function changedSinceCommit(git: Git, paths: readonly string[]): Promise<string[]> {
  const out = await git.need('compare the checkout with its last commit', [
    '--literal-pathspecs',
    'diff',
    '--name-only',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--ignore-submodules',
    'HEAD',
    '--',
    ...paths,
  ]);
  return out
    .toString()
    .split('\0')
    .filter((path) => path !== '');
}
