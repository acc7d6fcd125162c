import { parseVersionFolder } from '../rancher/template-path.ts';

/** What one commit did to one file. */
export interface FileChange {
  readonly path: string;
  /** The id of its new content; undefined when it is gone. */
  readonly oid: string | undefined;
}

/** A commit and its changes compared with the one before it on the branch. */
export interface CommitChanges {
  readonly commit: string;
  readonly author: string;
  /** `2026-11-22` */
  readonly date: string;
  readonly subject: string;
  readonly changes: readonly FileChange[];
}

/** The directory or archive of the version that a path is a part of; undefined for other paths. */
type VersionOf = (path: string) => string | undefined;

/** A version that is not what was released. */
export interface RewrittenVersion {
  readonly kind: 'edited' | 'deleted' | 'renumbered';
  /** `templates/redis/0`, or the archive of a chart. */
  readonly folder: string;
  /** The folder it was moved to. */
  readonly movedTo?: string;
  /** The files that differ, by their paths in the folder; '' for an archive. */
  readonly files: readonly string[];
  /** The last commit that changed one of them. */
  readonly by: CommitChanges;
  /** The commit that released it. */
  readonly releasedBy: string;
}

interface Version {
  readonly releasedBy: string;
  readonly released: ReadonlyMap<string, string>;
  readonly current: Map<string, string>;
  readonly touched: Map<string, CommitChanges>;
}

/** `templates/redis/0` of a path in a version folder. */
export function versionFolderOf(path: string): string | undefined {
  const [top = '', name = '', folder = '', file] = path.split('/');
  const isVersion = file !== undefined && parseVersionFolder(folder) !== undefined;
  return isVersion ? `${top}/${name}/${folder}` : undefined;
}

function groupByFolder(
  changes: readonly FileChange[],
  versionOf: VersionOf,
): Map<string, FileChange[]> {
  const groups = new Map<string, FileChange[]>();
  for (const change of changes) {
    const folder = versionOf(change.path);
    if (folder === undefined) continue;
    const group = groups.get(folder);
    if (group) group.push(change);
    else groups.set(folder, [change]);
  }
  return groups;
}

function replay(history: readonly CommitChanges[], versionOf: VersionOf): Map<string, Version> {
  const versions = new Map<string, Version>();
  for (const commit of history) {
    for (const [folder, changes] of groupByFolder(commit.changes, versionOf)) {
      const version = versions.get(folder);
      const files = changes.map(({ path, oid }) => [path.slice(folder.length + 1), oid] as const);
      if (!version) {
        const added = files.flatMap(([path, oid]) =>
          oid === undefined ? [] : [[path, oid] as const],
        );
        versions.set(folder, {
          releasedBy: commit.commit,
          released: new Map(added),
          current: new Map(added),
          touched: new Map(),
        });
        continue;
      }
      for (const [path, oid] of files) {
        if (oid === undefined) version.current.delete(path);
        else version.current.set(path, oid);
        version.touched.set(path, commit);
      }
    }
  }
  return versions;
}

const sameFiles = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([path, oid]) => b.get(path) === oid);

/** Another folder of the template that has the content that this one had. */
function movedTo(folder: string, version: Version, all: ReadonlyMap<string, Version>) {
  const template = folder.slice(0, folder.lastIndexOf('/') + 1);
  return [...all].find(
    ([other, { current }]) =>
      other !== folder && other.startsWith(template) && sameFiles(current, version.released),
  )?.[0];
}

/** Whether a folder only had another name for a while: its content is back where it was before. */
function isBack(other: string, folder: string, all: ReadonlyMap<string, Version>): boolean {
  const folders = [...all.keys()];
  const wasTouched = (all.get(other)?.touched.size ?? 0) > 0;
  return wasTouched && folders.indexOf(other) < folders.indexOf(folder);
}

/**
 * The versions that differ from the commit that added them. `history` starts with the oldest commit.
 * A change that was reverted is not reported.
 */
export function findRewritten(
  history: readonly CommitChanges[],
  versionOf: VersionOf = versionFolderOf,
): RewrittenVersion[] {
  const versions = replay(history, versionOf);
  return [...versions].flatMap(([folder, version]): RewrittenVersion[] => {
    const { releasedBy, released, current, touched } = version;
    const paths = new Set([...released.keys(), ...current.keys()]);
    const files = [...paths].filter((path) => released.get(path) !== current.get(path)).sort();
    const commits = files.flatMap((path) => touched.get(path) ?? []);
    const by = commits.reduce<CommitChanges | undefined>(
      (last, each) => (last && history.indexOf(last) >= history.indexOf(each) ? last : each),
      undefined,
    );
    if (by === undefined) return [];
    if (current.size > 0) return [{ kind: 'edited', folder, files, by, releasedBy }];
    const other = movedTo(folder, version, versions);
    if (other !== undefined && isBack(other, folder, versions)) return [];
    return other === undefined
      ? [{ kind: 'deleted', folder, files, by, releasedBy }]
      : [{ kind: 'renumbered', folder, movedTo: other, files, by, releasedBy }];
  });
}
