import type { StormSetup } from '../actions/storming/storm-options.ts';
import type { StormReporter } from '../actions/storming/storm-reporter.ts';
import type { RoundResult } from '../cluster/storm/round-result.ts';
import type { Io } from '../terminal/io.ts';
import { formatRound, formatRoundProblems, stormHeader } from './format-storm.ts';

const everyMs = 500;

/** Prints a line as each round ends. On a terminal, the error stream shows what runs. */
export class StormLines implements StormReporter {
  readonly #io: Io;
  /** With --json only failures are printed, on the error stream. */
  readonly #isSilent: boolean;
  #timer: NodeJS.Timeout | undefined;
  #seed = 0;
  #untilMs = 0;
  #step = 'prepare';

  constructor(io: Io, isSilent: boolean) {
    this.#io = io;
    this.#isSilent = isSilent;
  }

  log(text: string): void {
    this.#io.err(text);
  }

  start(setup: StormSetup): void {
    const { seed, minutes, leftOut } = setup;
    this.#seed = seed;
    this.#untilMs = performance.now() + minutes * 60_000;
    for (const { name, reason } of leftOut) this.#io.err(`leaving out ${name}: ${reason}\n`);
    if (!this.#isSilent) this.#io.out(stormHeader(setup));
    if (this.#io.showsProgress) this.#timer = setInterval(() => this.#progress(), everyMs);
  }

  step(text: string): void {
    this.#step = text;
  }

  round(result: RoundResult, faults: string): void {
    this.#clear();
    const { paint, width } = this.#io;
    const problems = formatRoundProblems(result, this.#isSilent ? Infinity : width);
    if (this.#isSilent) {
      if (!result.pass) this.#io.err(`seed ${this.#seed} round ${result.round}:\n${problems}`);
      return;
    }
    const line = formatRound(result, faults, new Date());
    this.#io.out(`${result.pass ? line : paint.out('error', line)}\n${problems}`);
  }

  #clear(): void {
    if (this.#timer) this.#io.err('\r\u001B[K');
  }

  #progress(): void {
    const left = Math.max(0, Math.round((this.#untilMs - performance.now()) / 1000));
    this.#clear();
    this.#io.err(`${left} s left; ${this.#step}`.slice(0, this.#io.width - 1));
  }

  /** Clears the progress line; nothing is printed afterwards. */
  close(): void {
    clearInterval(this.#timer);
    this.#clear();
  }
}
