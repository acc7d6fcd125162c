import { isUtf8 } from 'node:buffer';
import type { Git } from '../../git/git.ts';
import { listFiles, readBlobs, type TreeEntry } from '../../git/objects.ts';
import {
  committedTemplate,
  entriesByTemplate,
  type CommittedTemplate,
} from '../../git/committed-template.ts';
import { isIndexed } from '../../publish/catalog-errors.ts';
import { notUtf8Text, type CatalogFile } from '../../rancher/catalog-file.ts';

/** A catalog in one commit. */
export interface CatalogSnapshot {
  /** Undefined when the repository has no commit. */
  readonly commit: string | undefined;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** The requested templates that exist, by their folders, such as `templates/redis`. */
  readonly templates: ReadonlyMap<string, CommittedTemplate>;
}

const isFile = ({ mode }: TreeEntry) => mode.startsWith('100');

/** Lists all files of a commit and reads the templates at `places`. */
export async function takeCatalogSnapshot(
  git: Git,
  commit: string | undefined,
  places: readonly string[],
): Promise<CatalogSnapshot> {
  const entries =
    commit === undefined ? new Map<string, TreeEntry>() : await listFiles(git, commit);
  const groups = entriesByTemplate(entries.values());
  const wanted = places.flatMap((place) => groups.get(place) ?? []);
  const blobs = await readBlobs(
    git,
    wanted.filter(isFile).map(({ oid }) => oid),
  );
  const templates = places.flatMap((place): [string, CommittedTemplate][] => {
    const group = groups.get(place);
    return group ? [[place, committedTemplate(place, group, blobs)]] : [];
  });
  return { commit, entries, templates: new Map(templates) };
}

/** All files of a snapshot that Rancher parses when it indexes the catalog. */
export async function readIndexed(git: Git, snapshot: CatalogSnapshot): Promise<CatalogFile[]> {
  const files = [...snapshot.entries.values()].filter(
    (entry) => isFile(entry) && isIndexed(entry.path),
  );
  const blobs = await readBlobs(
    git,
    files.map(({ oid }) => oid),
  );
  return files.map(({ path, oid }) => {
    const bytes = blobs.get(oid) ?? Buffer.alloc(0);
    const content = isUtf8(bytes) ? { text: bytes.toString() } : notUtf8Text(bytes);
    return { path, sizeBytes: bytes.length, ...content };
  });
}
