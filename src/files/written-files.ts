import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import { writeWhole } from './write-file.ts';

/** The file at the root of a folder that lists what this program wrote below it. */
export const markerName = '.rancher-catalog-files';

const header = '# The files that rancher-catalog wrote here. It replaces and removes no others.\n';

const entry = /^([0-9a-f]{64}) {2}(.+)\/\/(.+)$/;

const digestOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** A path on one line, whatever its characters are. */
const encoded = (path: string) => encodeURI(path);

/** Whether a file is a list that this program wrote. */
export function isMarker(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && readFileSync(path, 'utf8').startsWith(header);
}

function readMarker(path: string): string {
  if (!lstatSync(path, { throwIfNoEntry: false })) return '';
  if (isMarker(path)) return readFileSync(path, 'utf8');
  throw catalogError(
    'path-unsafe',
    'this name is reserved for the list of written files, and this program did not write this one',
    'move it, or choose another directory',
    { file: path },
  );
}

/**
 * What this program wrote below a root, and with what content, so that it replaces and removes nothing else: kept
 * in a file at the root in the form of sha256sum, with `//` between the folder that is written as a whole and the
 * path in it. The list comes from the disk and is not trusted: it is only asked about files that exist.
 */
export class WrittenFiles {
  readonly #path: string;
  readonly #saved: string;
  /** Target → path in it → digests of what was written there: before and after the run that is under way. */
  readonly #digests = new Map<string, Map<string, readonly string[]>>();

  /** Throws if another program wrote a file of this name. */
  constructor(root: string) {
    this.#path = join(root, markerName);
    this.#saved = readMarker(this.#path);
    for (const line of this.#saved.split('\n')) {
      const [, digest, target, path] = entry.exec(line) ?? [];
      if (digest === undefined || target === undefined || path === undefined) continue;
      const files = this.#filesOf(target);
      files.set(path, [...(files.get(path) ?? []), digest]);
    }
  }

  #filesOf(target: string): Map<string, readonly string[]> {
    const files = this.#digests.get(target) ?? new Map<string, readonly string[]>();
    this.#digests.set(target, files);
    return files;
  }

  /** Whether this program wrote a file with this content at a path of a target. */
  has(target: string, path: string, content: Uint8Array): boolean {
    const known = this.#digests.get(encoded(target))?.get(encoded(path));
    return known?.includes(digestOf(content)) === true;
  }

  /** Whether this program wrote a file with this content at a path of any target. */
  hasAnywhere(path: string, content: Uint8Array): boolean {
    const digest = digestOf(content);
    const targets = [...this.#digests.values()];
    return targets.some((files) => files.get(encoded(path))?.includes(digest));
  }

  /** Whether something was written to a target. */
  knows(target: string): boolean {
    return this.#digests.has(encoded(target));
  }

  /**
   * Adds what is about to be written to a target. What is still there of `before`, its files that this program wrote,
   * stays listed, because the run can end before it replaces them.
   */
  add(target: string, files: FileTree, before: ReadonlyMap<string, Uint8Array>): void {
    const listed = new Map<string, readonly string[]>();
    for (const [path, content] of before) listed.set(encoded(path), [digestOf(content)]);
    for (const [path, { content }] of files) {
      const digests = [...(listed.get(encoded(path)) ?? []), digestOf(content)];
      listed.set(encoded(path), [...new Set(digests)]);
    }
    this.#digests.set(encoded(target), listed);
  }

  /** Adds what is about to be written to a target, beside what is listed there. */
  merge(target: string, files: FileTree): void {
    const listed = this.#filesOf(encoded(target));
    for (const [path, { content }] of files) {
      const digests = [...(listed.get(encoded(path)) ?? []).slice(-1), digestOf(content)];
      listed.set(encoded(path), [...new Set(digests)]);
    }
  }

  /** Writes the list, before the files themselves are written. */
  save(): void {
    const lines = [...this.#digests].flatMap(([target, files]) =>
      [...files].flatMap(([path, digests]) =>
        digests.map((digest) => `${digest}  ${target}//${path}\n`),
      ),
    );
    const text = header + lines.join('');
    if (text !== this.#saved) writeWhole(this.#path, text);
  }
}
