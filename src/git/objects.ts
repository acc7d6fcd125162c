import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../model/file-tree.ts';
import type { Git } from './git.ts';

/** One path of a commit. */
export interface TreeEntry {
  readonly path: string;
  /** `100644`, `100755`, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  readonly oid: string;
}

/** All paths of a commit, by path. A path that is not UTF-8 has replacement characters. */
export async function listFiles(git: Git, commit: string): Promise<Map<string, TreeEntry>> {
  const listed = await git.need('list the files', ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const entries = new Map<string, TreeEntry>();
  for (const line of listed.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    if (tab === -1) continue;
    const [mode = '', , oid = ''] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    entries.set(path, { path, mode, oid });
  }
  return entries;
}

/** The contents of blobs, by their ids. Each is read once. */
export async function readBlobs(git: Git, oids: Iterable<string>): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(oids)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const out = await git.need('read files', ['cat-file', '--batch', '--buffer'], {
    input: `${wanted.join('\n')}\n`,
  });
  let offset = 0;
  while (offset < out.length) {
    const end = out.indexOf(10, offset);
    const [oid = '', kind = '', size = '0'] = out.toString('latin1', offset, end).split(' ');
    const start = end + 1;
    if (kind !== 'blob') {
      offset = start;
      continue;
    }
    blobs.set(oid, out.subarray(start, start + Number(size)));
    offset = start + Number(size) + 1;
  }
  return blobs;
}

/** What a commit is made of. */
export interface CommitContent {
  /** The commit it follows; undefined for the first of a repository. */
  readonly base: string | undefined;
  /** Paths from the root of the repository. */
  readonly writes: FileTree;
  readonly removes: readonly string[];
  readonly message: string;
  /** @default the author that git is configured with */
  readonly author: { readonly name: string; readonly email: string } | undefined;
  readonly sign: boolean;
  /** As `2026-11-28T09:15:00Z`. @default the time that git gives to it */
  readonly time?: string | undefined;
}

/** The names of author and committer, as variables of git. */
export async function identity(
  git: Git,
  author: CommitContent['author'],
): Promise<Record<string, string>> {
  if (!author) return {};
  const { name, email } = author;
  const written = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email };
  const { code } = await git.run(['var', 'GIT_COMMITTER_IDENT']);
  // Git has no committer configured: the author is used.
  return code === 0
    ? written
    : { ...written, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
}

const timeVariables = (time: string | undefined): Record<string, string> =>
  time === undefined ? {} : { GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time };

const noObject = '0'.repeat(40);

/**
 * Writes a commit without a reference to it: the tree of the base with some files added and removed,
 * and all other objects unchanged. No checkout, index or hook is involved. `folder` is for
 * temporary files. Returns the id of the commit.
 */
export async function writeCommit(
  git: Git,
  folder: string,
  content: CommitContent,
): Promise<string> {
  const { base, writes, removes, message, author, sign, time } = content;
  const work = join(folder, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  try {
    const files = [...writes];
    for (const [index, [, file]] of files.entries())
      writeFileSync(join(work, String(index)), file.content);
    const paths = files.map((_file, index) => join(work, String(index)));
    const hashed = await git.need(
      'store files',
      ['hash-object', '-w', '--no-filters', '--stdin-paths'],
      {
        input: paths.map((path) => `${path}\n`).join(''),
      },
    );
    const oids = hashed.toString().split('\n');
    const env = { GIT_INDEX_FILE: join(work, 'index') };
    if (base !== undefined) await git.need('read the last commit', ['read-tree', base], { env });
    const lines = [
      ...removes.map((path) => `0 ${noObject}\t${path}\0`),
      ...files.map(
        ([path, { mode }], index) =>
          `${mode === 0o755 ? '100755' : '100644'} ${oids[index] ?? ''}\t${path}\0`,
      ),
    ];
    await git.need('place files', ['update-index', '-z', '--index-info'], {
      env,
      input: lines.join(''),
    });
    const tree = (await git.need('write the tree', ['write-tree'], { env })).toString().trim();
    const args = [
      'commit-tree',
      ...(sign ? ['-S'] : []),
      ...(base === undefined ? [] : ['-p', base]),
      '-F',
      '-',
      tree,
    ];
    const made = await git.need('commit', args, {
      input: message,
      env: { ...(await identity(git, author)), ...timeVariables(time) },
    });
    return made.toString().trim();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
