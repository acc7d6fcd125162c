import { writeText } from '../../source/scalar.ts';
import type { IndexOutline, ListedChart, ListedEntries } from './index-outline.ts';

/** What is added: an entry of a chart, as a list with one item from the first column. */
export interface Addition {
  readonly name: string;
  readonly entry: string;
}

/** Where the key of a new chart goes: in alphabetical order, or before all others. */
export type ChartPlace = 'sorted' | 'first';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Columns of the first key below another, in files that have none yet. */
const indentation = 2;

const emptyValue = /\[\]|\{\}/y;

class Inserter {
  readonly #text: string;
  readonly lineEnd: string;
  readonly #place: ChartPlace;

  constructor(text: string, place: ChartPlace) {
    this.#text = text;
    this.lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
    this.#place = place;
  }

  /** In the order of the text; an undefined one is for a style without lines for entries. */
  splices({ apiVersion, entries }: IndexOutline, additions: readonly Addition[]) {
    const sorted = [...additions].sort((a, b) => (a.name < b.name ? -1 : 1));
    const all = (column: number) => sorted.flatMap((each) => this.#chart(each, column));
    if (!entries) {
      const at = this.#nextLine(apiVersion?.offset ?? 0);
      return [this.#insert(at, ['entries:', ...all(indentation)])];
    }
    if (entries.charts.length === 0) {
      const column = this.#column(entries.offset) + indentation;
      return [this.#fill(entries.offset, entries.mapOffset, all(column))];
    }
    const own = new Map(entries.charts.map((chart) => [chart.name, chart]));
    const splices = sorted.map((addition) => {
      const chart = own.get(addition.name);
      return chart ? this.#addVersion(addition, chart) : this.#addChart(addition, entries);
    });
    return splices.sort((a, b) => (a?.start ?? 0) - (b?.start ?? 0));
  }

  #addVersion({ entry }: Addition, { offset, listOffset, releases }: ListedChart) {
    const [first] = releases;
    if (!first) return this.#fill(offset, listOffset, item(entry, this.#column(offset)));
    const dash = this.#dashOf(listOffset ?? 0, first.offset);
    if (dash === undefined) return undefined;
    return this.#insert(this.#nextLine(offset), item(entry, this.#column(dash)));
  }

  /** The dash of the first item. An anchor before the list is where the list begins. */
  #dashOf(listOffset: number, itemOffset: number): number | undefined {
    if (this.#text[listOffset] === '-') return listOffset;
    const start = this.#lineStart(itemOffset);
    const dash = start + this.#indent(start);
    return this.#text[dash] === '-' ? dash : undefined;
  }

  #addChart(addition: Addition, { mapOffset, charts, nextKey }: ListedEntries) {
    if (this.#text[mapOffset ?? 0] === '{') return undefined;
    const first = charts[0]?.offset ?? 0;
    const sorted = charts.find(({ name }) => name > addition.name)?.offset ?? nextKey;
    const next = this.#place === 'first' ? first : sorted;
    const at = next === undefined ? this.#text.length : this.#aboveComments(next);
    return this.#insert(at, this.#chart(addition, this.#column(first)));
  }

  /** The start of the line of a key, or that of the comments directly above it. */
  #aboveComments(offset: number): number {
    const comment = `${' '.repeat(this.#column(offset))}#`;
    let start = this.#lineStart(offset);
    for (;;) {
      const above = start === 0 ? start : this.#lineStart(start - 1);
      if (above === start || !this.#text.startsWith(comment, above)) return start;
      start = above;
    }
  }

  /** Puts lines below a key, in place of its empty value. */
  #fill(key: number, value: number | undefined, lines: readonly string[]): Splice | undefined {
    const next = this.#nextLine(key);
    if (value === undefined) return this.#insert(next, lines);
    emptyValue.lastIndex = value;
    if (!emptyValue.test(this.#text) || value > next) return undefined;
    let start = value;
    while (this.#text[start - 1] === ' ') start -= 1;
    const rest = this.#text.slice(value + 2, next);
    const ended = rest.endsWith('\n') ? rest : rest + this.lineEnd;
    return { start, end: next, text: ended + this.#lines(lines) };
  }

  #insert(at: number, lines: readonly string[]): Splice {
    return { start: at, end: at, text: this.#lines(lines) };
  }

  #lines(lines: readonly string[]): string {
    return lines.map((line) => line + this.lineEnd).join('');
  }

  /** A new chart, whose key is at a column, and its list too, as Helm writes it. */
  #chart({ name, entry }: Addition, column: number): string[] {
    return [`${' '.repeat(column)}${writeText(name)}:`, ...item(entry, column)];
  }

  #lineStart(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  #nextLine(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    return end === -1 ? this.#text.length : end + 1;
  }

  #column(offset: number): number {
    return offset - this.#lineStart(offset);
  }

  #indent(start: number): number {
    return /[^ ]/.exec(this.#text.slice(start, this.#nextLine(start)))?.index ?? 0;
  }
}

/** The lines of an entry at a column. */
function item(entry: string, column: number): string[] {
  const lines = entry.split('\n').slice(0, -1);
  return lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
}

/**
 * The text of an index.yaml with more entries, each as the first of its chart. All other bytes are as they were.
 * Undefined if its style has no lines for entries, such as JSON.
 */
export function insertEntries(
  text: string,
  outline: IndexOutline,
  additions: readonly Addition[],
  place: ChartPlace,
): string | undefined {
  const inserter = new Inserter(text, place);
  let [result, at] = ['', 0];
  for (const splice of inserter.splices(outline, additions)) {
    if (!splice) return undefined;
    result += text.slice(at, splice.start);
    // The last line of a file can be without a line break.
    if (splice.start === text.length && !result.endsWith('\n')) result += inserter.lineEnd;
    result += splice.text;
    at = splice.end;
  }
  return result + text.slice(at);
}
