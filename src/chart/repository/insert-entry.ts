import { writeText } from '../../source/scalar.ts';
import type { IndexOutline, ListedChart } from './index-outline.ts';

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
  readonly #lineEnd: string;
  readonly #addition: Addition;
  readonly #place: ChartPlace;

  constructor(text: string, addition: Addition, place: ChartPlace) {
    this.#text = text;
    this.#lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
    this.#addition = addition;
    this.#place = place;
  }

  /** Undefined for an index in a style without lines for its entries. */
  splice({ apiVersion, entries }: IndexOutline): Splice | undefined {
    const { name } = this.#addition;
    if (!entries) {
      const at = this.#nextLine(apiVersion?.offset ?? 0);
      return this.#insert(at, ['entries:', ...this.#chart(indentation)]);
    }
    const { offset, mapOffset, charts } = entries;
    if (charts.length === 0) {
      const column = this.#column(offset) + indentation;
      return this.#fill(offset, mapOffset, this.#chart(column));
    }
    const own = charts.find((chart) => chart.name === name);
    if (own) return this.#addVersion(own);
    if (this.#text[mapOffset ?? 0] === '{') return undefined;
    return this.#addChart(charts, entries.nextKey);
  }

  #addVersion({ offset, listOffset, releases }: ListedChart): Splice | undefined {
    const [first] = releases;
    if (!first) return this.#fill(offset, listOffset, this.#item(this.#column(offset)));
    const dash = this.#dashOf(listOffset ?? 0, first.offset);
    if (dash === undefined) return undefined;
    return this.#insert(this.#nextLine(offset), this.#item(this.#column(dash)));
  }

  /** The dash of the first item. An anchor before the list is where the list begins. */
  #dashOf(listOffset: number, itemOffset: number): number | undefined {
    if (this.#text[listOffset] === '-') return listOffset;
    const start = this.#lineStart(itemOffset);
    const dash = start + this.#indent(start);
    return this.#text[dash] === '-' ? dash : undefined;
  }

  #addChart(charts: readonly ListedChart[], nextKey: number | undefined): Splice | undefined {
    const { name } = this.#addition;
    const first = charts[0]?.offset ?? 0;
    const sorted = charts.find((chart) => chart.name > name)?.offset ?? nextKey;
    const next = this.#place === 'first' ? first : sorted;
    const at = next === undefined ? this.#text.length : this.#aboveComments(next);
    return this.#insert(at, this.#chart(this.#column(first)));
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
    const ended = rest.endsWith('\n') ? rest : rest + this.#lineEnd;
    return { start, end: next, text: ended + this.#lines(lines) };
  }

  #insert(at: number, lines: readonly string[]): Splice {
    const isOpen = at > 0 && this.#text[at - 1] !== '\n';
    return { start: at, end: at, text: (isOpen ? this.#lineEnd : '') + this.#lines(lines) };
  }

  #lines(lines: readonly string[]): string {
    return lines.map((line) => line + this.#lineEnd).join('');
  }

  /** A new chart, whose key is at a column, and its list too, as Helm writes it. */
  #chart(column: number): string[] {
    return [`${' '.repeat(column)}${writeText(this.#addition.name)}:`, ...this.#item(column)];
  }

  #item(column: number): string[] {
    const lines = this.#addition.entry.split('\n').slice(0, -1);
    return lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
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

/**
 * The text of an index.yaml with one entry more, as the first of its chart. All other bytes are as they were. Undefined
 * if its style has no lines for entries, such as JSON.
 */
export function insertEntry(
  text: string,
  outline: IndexOutline,
  addition: Addition,
  place: ChartPlace,
): string | undefined {
  const splice = new Inserter(text, addition, place).splice(outline);
  if (!splice) return undefined;
  return text.slice(0, splice.start) + splice.text + text.slice(splice.end);
}
