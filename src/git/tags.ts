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

/** A tag or branch that cannot be made. */
export interface Obstructed {
  readonly name: string;
  /** The one that exists: of this name, of one of its folders, or below it. Git stores them as files. */
  readonly existing: string;
}

/** The tags or branches that cannot be made beside existing ones. */
export function obstructed(names: readonly string[], existing: readonly string[]): Obstructed[] {
  return names.flatMap((name) => {
    const found =
      existing.find((other) => other === name) ??
      existing.find((other) => name.startsWith(`${other}/`) || other.startsWith(`${name}/`));
    return found === undefined ? [] : [{ name, existing: found }];
  });
}

/** A name, and the folders in it: redis/1.0.0 and redis. */
const partsOf = (name: string): string[] =>
  name.split('/').map((_part, index, parts) => parts.slice(0, index + 1).join('/'));

const tagPrefix = 'refs/tags/';

const tagsIn = (lines: Buffer): string[] =>
  lines
    .toString()
    .split('\n')
    .flatMap((line) => {
      const ref = line.split('\t').at(-1) ?? '';
      return ref.startsWith(tagPrefix) ? [ref.slice(tagPrefix.length)] : [];
    });

/** Tags of the repository itself with such names, or folders of them. */
export async function localTags(git: Git, names: readonly string[]): Promise<string[]> {
  // A pattern without a wildcard finds what is below it, too.
  const refs = names.map((name) => `${tagPrefix}${partsOf(name)[0] ?? name}`);
  const args = ['for-each-ref', '--format=%(refname)', '--', ...refs];
  return tagsIn(await git.need('list the tags', args));
}

/** Tags of the remote with such names, or folders of them. */
export async function remoteTags(git: Git, names: readonly string[]): Promise<string[]> {
  const refs = names.flatMap((name) => [...partsOf(name), `${name}/*`]);
  const patterns = refs.map((ref) => `${tagPrefix}${ref}`);
  const result = await git.talk(['ls-remote', '--', git.remote ?? '', ...patterns]);
  if (result.code !== 0) throw git.error('list the tags', result);
  return tagsIn(result.stdout);
}

/** Gives the tags their references; one that has meanwhile been made by another process stays. */
export async function keepTags(git: Git, tags: readonly Tag[]): Promise<void> {
  for (const { name, oid } of tags) {
    await git.run(['update-ref', `refs/tags/${name}`, oid, '0'.repeat(oid.length)]);
  }
}
