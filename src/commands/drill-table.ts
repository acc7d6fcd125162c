import type { Drill } from '../cluster/drills/drill.ts';
import { describeBounds, sentencesOf } from '../cluster/drills/describe-drill.ts';
import type { Io } from '../terminal/io.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import type { Finished } from '../actions/drilling/run-drills.ts';

/** All drills for people: number, name, what happens, what must hold. */
export function drawList(drills: readonly Drill[], width: number): string {
  const rows = drills.map((drill) => [
    String(drill.id),
    drill.name,
    `${drill.title}. ${describeBounds(drill.bounds)}.`,
  ]);
  const [first] = drills;
  const common = first ? sentencesOf(first).slice(0, 3) : [];
  const sentences = common.flatMap((sentence) =>
    wrapText(sentence, width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
  );
  return `${formatTable(['#', 'drill', 'what happens, and its bounds'], rows, width)}\n\nAfter each of them:\n${sentences.join('\n')}\n`;
}

const columns = [
  '#',
  'drill',
  'result',
  'gap ms',
  'median',
  'ioredis',
  'lost',
  '2 writers',
  'well ms',
];
const widths = [3, 28, 6, 7, 7, 8, 5, 10, 8];

const pad = (text: string, index: number) =>
  index === 1 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0);

const everyMs = 500;

/** The table of a run, a row as each drill ends; what runs now is told on the error stream. */
export class DrillTable {
  readonly #io: Io;
  readonly #total: number;
  readonly #isSilent: boolean;
  readonly #running = new Map<string, number>();
  readonly #timer: NodeJS.Timeout | undefined;
  #ended = 0;

  constructor(io: Io, total: number, isSilent: boolean) {
    this.#io = io;
    this.#total = total;
    this.#isSilent = isSilent;
    if (!isSilent) io.out(`${io.paint.out('bold', columns.map(pad).join(' '))}\n`);
    this.#timer = io.showsProgress ? setInterval(() => this.#progress(), everyMs) : undefined;
  }

  begin(drill: Drill): void {
    this.#running.set(drill.name, performance.now());
  }

  slow(drill: Drill, finished: Finished): void {
    this.#show(drill, finished, 'slow', ['It runs up to twice more, alone; the medians count.']);
  }

  end(drill: Drill, finished: Finished): void {
    this.#ended += 1;
    const { result, keptIn } = finished;
    const kept = keptIn === undefined ? [] : [`Logs, configuration and offsets are in ${keptIn}`];
    this.#show(drill, finished, result.pass ? 'pass' : 'FAIL', kept);
  }

  #show(drill: Drill, { result }: Finished, verdict: string, more: readonly string[]): void {
    this.#running.delete(drill.name);
    this.#clear();
    const { paint } = this.#io;
    const cells = [
      String(result.id),
      result.name,
      verdict,
      ...[result.gapMs, result.medianGapMs, result.ioredisGapMs].map((ms) =>
        String(Math.round(ms)),
      ),
      String(result.lost),
      ...[result.twoMastersMs, result.convergedMs].map((ms) => String(Math.round(ms))),
    ];
    const line = cells.map(pad).join(' ');
    const problems = [...result.problems, ...more].map((words) => `      ${words}\n`).join('');
    const shown = `${result.pass ? line : paint.out('error', line)}\n${problems}`;
    if (this.#isSilent) {
      if (!result.pass) this.#io.err(`${drill.name}:\n${problems}`);
    } else this.#io.out(shown);
  }

  #clear(): void {
    if (this.#timer) this.#io.err('\r\u001B[K');
  }

  #progress(): void {
    const now = performance.now();
    const names = [...this.#running].map(
      ([name, since]) => `${name} ${Math.round((now - since) / 1000)} s`,
    );
    const line = `${this.#ended} of ${this.#total}: ${names.join(', ')}`;
    this.#clear();
    this.#io.err(line.slice(0, this.#io.width - 1));
  }

  close(): void {
    clearInterval(this.#timer);
    this.#clear();
  }
}
