import { styleText } from 'node:util';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { noPaint } from '../diagnostics/format-diagnostic.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import { terminalPrompt, type Prompt } from './prompt.ts';

/** Where a command prints, and what it may know of the terminal. */
export interface Io {
  /** The product: reports, plans, JSON. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** Colour on the output, or on what goes beside it. */
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Columns of the output; 80 where there is no terminal, at least 40. */
  readonly width: number;
  /** Whether the output is a terminal, where what was printed can be replaced. */
  readonly isTerminal: boolean;
  /** Whether progress may be drawn on the error stream. */
  readonly showsProgress: boolean;
  /** Aborted by Ctrl-C, and when the reader of the output is gone. */
  readonly signal: AbortSignal;
  /** Opens a conversation with the person at the terminal. @default undefined, there is no terminal to answer at */
  readonly openPrompt?: (() => Prompt) | undefined;
}

const styles = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  info: ['cyan'],
  dim: ['dim'],
  bold: ['bold'],
} as const;

const colours: Paint = (style, text) =>
  styleText([...styles[style]], text, { validateStream: false });

function paintFor(stream: NodeJS.WriteStream, wanted: boolean): Paint {
  const { NO_COLOR, TERM } = process.env;
  const refused = (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb';
  return wanted && stream.isTTY && !refused ? colours : noPaint;
}

/**
 * The streams of this process. If a reader is gone (`| head`), further output is dropped: a command that
 * has finished its work keeps its exit code, one that continues ends as after Ctrl-C.
 */
export function processIo(wantsColour: boolean): Io {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    // A second Ctrl-C does not wait for the current step to end.
    if (interrupt.signal.aborted) process.exit(interruptedCode);
    interrupt.abort();
  });
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') {
        if (stream === process.stdout) interrupt.abort();
        return;
      }
      // The failure cannot be reported on the stream that failed; the other one may still work. Exits at once: what
      // a command still prints would be lost, and its exit code would mean that it was printed.
      if (stream === process.stdout) {
        process.stderr.write(`the output cannot be written: ${error.message}\n`);
      }
      process.exit(2);
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    paint: {
      out: paintFor(process.stdout, wantsColour),
      err: paintFor(process.stderr, wantsColour),
    },
    width: Math.max(40, process.stdout.columns ?? (Number(process.env.COLUMNS) || 80)),
    isTerminal: process.stdout.isTTY,
    showsProgress: process.stderr.isTTY,
    signal: interrupt.signal,
    // Standard input is opened only for a command that asks: that takes as long as reading an answers file.
    get openPrompt() {
      return process.stdin.isTTY && process.stderr.isTTY
        ? () => terminalPrompt(process.stdin, process.stderr, interrupt.signal)
        : undefined;
    },
  };
}
