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
