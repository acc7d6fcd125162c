import type { Io } from './io.ts';

/** Nothing is drawn for what ends sooner. */
const patienceMs = 1000;
const everyMs = 100;

/** A line on the error stream that counts, on a terminal, once work takes over a second. */
export class Progress {
  readonly #io: Io;
  readonly #verb: string;
  readonly #total: number;
  readonly #start = Date.now();
  #last = 0;

  constructor(io: Io, verb: string, total: number) {
    this.#io = io;
    this.#verb = verb;
    this.#total = total;
  }

  show(done: number): void {
    const now = Date.now();
    if (!this.#io.showsProgress || now - this.#start < patienceMs || now - this.#last < everyMs)
      return;
    this.#last = now;
    this.#io.err(`\r${this.#verb} ${done} of ${this.#total} …`);
  }

  /** Clears the line, when there is one. */
  end(): void {
    if (this.#last > 0) this.#io.err('\r\u001B[K');
  }
}

/** Runs work that reports how far it is, with a line for it that is gone at the end. */
export async function withProgress<T>(
  io: Io,
  verb: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  let progress: Progress | undefined;
  try {
    return await work((done, total) => {
      progress ??= new Progress(io, verb, total);
      progress.show(done);
    });
  } finally {
    progress?.end();
  }
}
