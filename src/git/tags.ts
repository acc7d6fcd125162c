import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Git } from './git.ts';
import { identity, type CommitContent } from './objects.ts';

/** A tag object that no reference names yet. */
export interface Tag {
  readonly name: string;
  readonly oid: string;
}

/**
 * Writes an annotated tag to the repository without a reference: that of the user's stays as it is,
 * whatever comes of the push. `git tag` makes one, so it runs in a repository of its own in `folder`,
 * with the objects and the configuration of the other.
 */
export async function writeTag(
  git: Git,
  folder: string,
  name: string,
  commit: string,
  content: Pick<CommitContent, 'message' | 'author' | 'sign'>,
): Promise<Tag> {
  const own = join(folder, 'tag.git');
  const pathOf = async (what: string) =>
    resolve(git.folder, (await git.line(['rev-parse', '--git-path', what])) ?? what);
  const format = (await git.line(['rev-parse', '--show-object-format'])) ?? 'sha1';
  const repository = { GIT_DIR: own };
  const env = {
    ...repository,
    GIT_OBJECT_DIRECTORY: await pathOf('objects'),
    ...(await identity(git, content.author)),
  };
  const included = ['-c', `include.path=${await pathOf('config')}`];
  try {
    const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`];
    await git.need('make a repository', init, { env: repository });
    const tag = ['tag', content.sign ? '-s' : '-a', '-F', '-', '--', name, commit];
    await git.need('tag', [...included, ...tag], { input: content.message, env });
    const oid = await git.need('tag', ['rev-parse', '--verify', `refs/tags/${name}`], { env });
    return { name, oid: oid.toString().trim() };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Those of the tags that the repository itself has. */
export async function localTags(git: Git, names: readonly string[]): Promise<string[]> {
  const refs = names.map((name) => `refs/tags/${name}`);
  const args = ['for-each-ref', '--format=%(refname)', '--', ...refs];
  const found = new Set((await git.need('list the tags', args)).toString().split('\n'));
  return names.filter((name) => found.has(`refs/tags/${name}`));
}

/** Those of the tags that the remote has. */
export async function remoteTags(git: Git, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const refs = names.map((name) => `refs/tags/${name}`);
  const result = await git.talk(['ls-remote', '--', git.remote ?? '', ...refs]);
  if (result.code !== 0) throw git.error('list the tags', result);
  const lines = result.stdout.toString().split('\n');
  const found = new Set(lines.map((line) => line.split('\t')[1]));
  return names.filter((name) => found.has(`refs/tags/${name}`));
}

/** Gives the tags their references; one that has meanwhile been made by another process stays. */
export async function keepTags(git: Git, tags: readonly Tag[]): Promise<void> {
  for (const { name, oid } of tags) {
    await git.run(['update-ref', `refs/tags/${name}`, oid, '0'.repeat(oid.length)]);
  }
}
