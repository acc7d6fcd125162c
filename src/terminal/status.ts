import type { Io } from './io.ts';

/** Nothing is drawn for work that ends sooner. */
const patienceMs = 1000;

/** A line on the error stream, on a terminal, that shows the current step once work takes over a second. */
export class Status {
  readonly #io: Io;
  #text: string;
  #isShown = false;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(io: Io, text: string) {
    this.#io = io;
    this.#text = text;
    if (io.showsProgress) this.#timer = setTimeout(() => this.#draw(), patienceMs).unref();
  }

  /** Replaces the text. */
  show(text: string): void {
    this.#text = text;
    if (this.#isShown) this.#draw();
  }

  /** Clears the line, when there is one. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#isShown) this.#io.err('\r\u001B[K');
  }

  #draw(): void {
    this.#isShown = true;
    this.#io.err(`\r\u001B[K${this.#text} …`);
  }
}

/** Runs work that reports its steps, with a line for the current one that is gone at the end. */
export async function withStatus<T>(
  io: Io,
  work: (onStep: (text: string) => void) => Promise<T>,
): Promise<T> {
  const status = new Status(io, '');
  try {
    return await work((text) => status.show(text));
  } finally {
    status.end();
  }
}
