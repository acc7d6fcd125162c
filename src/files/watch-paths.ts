import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/** A save writes several files, and editors write a file in several steps. */
const settleMs = 80;

/** How often a path that cannot be watched is looked for. */
const retryMs = 1000;

/** Watches paths for changes, in all folders below them. */
export class PathWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed: () => void;
  #settling: NodeJS.Timeout | undefined;
  #retrying: NodeJS.Timeout | undefined;
  #paths: readonly string[] = [];

  /** `changed` is called once after one or several changes. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Watches these paths, and no others. One that does not exist is watched once it does. */
  set(paths: readonly string[]): void {
    this.#paths = paths;
    for (const [path, watcher] of this.#watchers) {
      if (!paths.includes(path)) this.#forget(path, watcher);
    }
    for (const path of paths) if (!this.#watchers.has(path)) this.#add(path);
  }

  #forget(path: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(path);
  }

  #notice(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(this.#changed, settleMs);
  }

  #add(path: string): void {
    try {
      const isFolder = statSync(path).isDirectory();
      // An editor that replaces a file would end a watch of the file itself.
      const target = isFolder ? path : dirname(path);
      const watcher = watch(target, { recursive: isFolder }, (_event, name) => {
        if (isFolder ? !/(?:^|[\\/])\.git(?:[\\/]|$)/.test(name ?? '') : name === basename(path)) {
          this.#notice();
        }
        if (isFolder && !exists(path)) this.#lost(path, watcher);
      });
      watcher.on('error', () => this.#lost(path, watcher));
      this.#watchers.set(path, watcher);
    } catch {
      this.#retry();
    }
  }

  #lost(path: string, watcher: FSWatcher): void {
    if (this.#watchers.get(path) !== watcher) return;
    this.#forget(path, watcher);
    this.#notice();
    this.#retry();
  }

  #retry(): void {
    clearTimeout(this.#retrying);
    this.#retrying = setTimeout(() => {
      const before = this.#watchers.size;
      this.set(this.#paths);
      if (this.#watchers.size > before) this.#notice();
    }, retryMs);
  }

  close(): void {
    clearTimeout(this.#settling);
    clearTimeout(this.#retrying);
    for (const [path, watcher] of this.#watchers) this.#forget(path, watcher);
  }
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}
