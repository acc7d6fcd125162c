import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Questions to the person at a terminal, one line each. */
export interface Prompt {
  /** The line that answers a question; undefined when the input has ended. Rejects after Ctrl-C. */
  ask(question: string): Promise<string | undefined>;
  /** Stops reading. Without it, the program would wait for more lines. */
  end(): void;
}

/**
 * Asks on a terminal. The terminal itself edits the line, so that Ctrl-C stays a signal: `signal` is aborted by it.
 */
export function terminalPrompt(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Prompt {
  const reader = createInterface({ input, terminal: false });
  // One iterator for all questions: a line that was typed ahead is not lost.
  const lines = reader[Symbol.asyncIterator]();
  const interrupted = once(signal, 'abort').then(() => signal.throwIfAborted());
  // It also rejects while nothing waits for it.
  interrupted.catch(() => {});
  return {
    async ask(question) {
      output.write(question);
      const line = await Promise.race([lines.next(), interrupted]);
      return line === undefined || line.done === true ? undefined : line.value;
    },
    end: () => reader.close(),
  };
}
