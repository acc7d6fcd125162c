import type { DrillReporter } from '../actions/drilling/drill-reporter.ts';
import type { FinishedDrill } from '../actions/drilling/finished-drill.ts';
import type { Drill } from '../cluster/drills/drill.ts';
import type { Io } from '../terminal/io.ts';
import {
  drillTableHeader,
  formatDrillRow,
  formatInterruptedRow,
  formatProblems,
  formatProgress,
} from './format-drills.ts';

const everyMs = 500;

interface Running {
  readonly name: string;
  readonly sinceMs: number;
  readonly expectedS: number;
  step: string;
}

/** Prints a row as each drill ends. On a terminal, the error stream shows what runs. */
export class DrillTable implements DrillReporter {
  readonly #io: Io;
  /** With --json only failures are printed, on the error stream. */
  readonly #isSilent: boolean;
  readonly #running = new Map<string, Running>();
  #timer: NodeJS.Timeout | undefined;
  #total = 0;
  #ended = 0;

  constructor(io: Io, isSilent: boolean) {
    this.#io = io;
    this.#isSilent = isSilent;
  }

  log(text: string): void {
    this.#io.err(text);
  }

  leaveOut({ id, name }: Drill, reason: string): void {
    this.#io.err(`skipping ${id} ${name}: ${reason}\n`);
  }

  start(total: number): void {
    this.#total = total;
    if (!this.#isSilent) this.#io.out(`${drillTableHeader}\n`);
    if (this.#io.showsProgress) this.#timer = setInterval(() => this.#progress(), everyMs);
  }

  begin({ name }: Drill, expectedS: number): void {
    this.#running.set(name, { name, expectedS, sinceMs: performance.now(), step: 'prepare' });
  }

  step({ name }: Drill, step: string): void {
    const running = this.#running.get(name);
    if (running) running.step = step;
  }

  slow(drill: Drill, finished: FinishedDrill): void {
    this.#show(drill, finished, 'slow', ['It runs up to twice more, alone; the medians count.']);
  }

  end(drill: Drill, finished: FinishedDrill): void {
    this.#ended += 1;
    const { result, keptIn } = finished;
    const kept = keptIn === undefined ? [] : [`Logs, configuration and offsets are in ${keptIn}`];
    this.#show(drill, finished, result.pass ? 'pass' : 'FAIL', kept);
  }

  interrupt(drill: Drill): void {
    this.#running.delete(drill.name);
    this.#clear();
    if (!this.#isSilent) this.#io.out(`${formatInterruptedRow(drill)}\n`);
  }

  #show(drill: Drill, { result }: FinishedDrill, verdict: string, notes: readonly string[]): void {
    this.#running.delete(drill.name);
    this.#clear();
    const { paint, width } = this.#io;
    const all = [...result.problems, ...notes];
    const problems = formatProblems(all, this.#isSilent ? Infinity : width);
    if (this.#isSilent) {
      if (!result.pass) this.#io.err(`${drill.name}:\n${problems}`);
      return;
    }
    const row = formatDrillRow(result, verdict);
    this.#io.out(`${result.pass ? row : paint.out('error', row)}\n${problems}`);
  }

  #clear(): void {
    if (this.#timer) this.#io.err('\r\u001B[K');
  }

  #progress(): void {
    const now = performance.now();
    const running = [...this.#running.values()].map(({ sinceMs, ...rest }) => ({
      ...rest,
      tookS: (now - sinceMs) / 1000,
    }));
    const line = `${this.#ended}/${this.#total} done; ${formatProgress(running)}`;
    this.#clear();
    this.#io.err(line.slice(0, this.#io.width - 1));
  }

  /** Clears the progress line; nothing is printed afterwards. */
  close(): void {
    clearInterval(this.#timer);
    this.#clear();
  }
}
