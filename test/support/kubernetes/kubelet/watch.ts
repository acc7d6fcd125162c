import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../objects.ts';

/** What an API server answers to the two requests of a watch. */
export interface WatchSource {
  get<T>(path: string): Promise<T>;
  /** The answer while it still arrives. */
  open(path: string): Promise<IncomingMessage>;
}

/** An object as it is now, or as it was when it was deleted. */
export interface Change<T> {
  readonly type: 'changed' | 'deleted';
  readonly object: T;
}

interface List<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

interface Line<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

const pauseMs = 200;

/**
 * Reports the objects of a list, and then each change. If the server ends the watch, it lists again: an object that went
 * meanwhile is reported as deleted, in its last known state.
 */
export class Watch<T extends KubernetesObject> {
  readonly #source: WatchSource;
  readonly #path: string;
  readonly #onChange: (change: Change<T>) => void;
  readonly #known = new Map<string, T>();
  readonly #running: Promise<void>;
  #answer: IncomingMessage | undefined;
  #isClosed = false;

  /** @param path of the list, without a query */
  constructor(source: WatchSource, path: string, onChange: (change: Change<T>) => void) {
    this.#source = source;
    this.#path = path;
    this.#onChange = onChange;
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#answer?.destroy();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#follow(await this.#list());
      } catch {
        // The server is asked again.
      }
      if (!this.#isClosed) await sleep(pauseMs);
    }
  }

  async #list(): Promise<string> {
    const { metadata, items } = await this.#source.get<List<T>>(this.#path);
    const present = new Set(items.map((each) => each.metadata.uid));
    const gone = [...this.#known.values()].filter((each) => !present.has(each.metadata.uid));
    for (const object of gone) this.#report({ type: 'deleted', object });
    for (const object of items) this.#report({ type: 'changed', object });
    return metadata.resourceVersion;
  }

  async #follow(version: string): Promise<void> {
    const answer = await this.#source.open(`${this.#path}?watch=1&resourceVersion=${version}`);
    this.#answer = answer;
    if (this.#isClosed) answer.destroy();
    answer.setEncoding('utf8');
    let partial = '';
    for await (const part of answer) {
      const lines = `${partial}${part}`.split('\n');
      partial = lines.pop() ?? '';
      for (const line of lines) {
        const { type, object } = JSON.parse(line) as Line<T>;
        if (type === 'ERROR') return;
        if (type !== 'BOOKMARK')
          this.#report({ type: type === 'DELETED' ? 'deleted' : 'changed', object });
      }
    }
  }

  #report(change: Change<T>): void {
    if (this.#isClosed) return;
    const { uid } = change.object.metadata;
    if (change.type === 'deleted') this.#known.delete(uid);
    else this.#known.set(uid, change.object);
    this.#onChange(change);
  }
}
