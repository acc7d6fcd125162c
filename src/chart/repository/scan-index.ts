import type { IndexOutline } from './index-outline.ts';
import { IndexText, unsure } from './index-text.ts';

/** What a block is a part of. */
type Role = 'root' | 'charts' | 'releases' | 'release' | 'other';

interface Block {
  readonly column: number;
  readonly isList: boolean;
  readonly role: Role;
  readonly keys: Set<string>;
}

/** A chart whose lines are being read. */
interface OpenChart {
  readonly name: string;
  readonly offset: number;
  listOffset: number | undefined;
  readonly isList: true;
  readonly releases: {
    version: string | undefined;
    digest: string | undefined;
    readonly offset: number;
  }[];
}

/** Words that are not text in YAML 1.1, the longest of which has five letters. */
const typedWord = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const isTyped = (text: string) => text.length <= 5 && typedWord.test(text);
const simpleText = /^[\w.+:-]+$/;

/** Reads a text line by line, and gives up at the first line of which it is not sure. */
class IndexScanner {
  readonly #text: IndexText;
  readonly #blocks: Block[] = [];
  /** The role of the value that the last line left for the next ones. */
  #open: Role | undefined = 'root';
  readonly #charts: OpenChart[] = [];
  #apiVersion: IndexOutline['apiVersion'];
  #entries: { offset: number; mapOffset: number | undefined } | undefined;
  #nextKey: number | undefined;

  constructor(text: string) {
    this.#text = new IndexText(text);
  }

  scan(): IndexOutline {
    while (!this.#text.isAtEnd) this.#line();
    if (this.#blocks.length === 0) throw unsure;
    const entries = this.#entries && {
      ...this.#entries,
      isMap: true,
      charts: this.#charts,
      nextKey: this.#nextKey,
    };
    return { apiVersion: this.#apiVersion, entries };
  }

  #line(): void {
    const start = this.#text.at;
    let column = this.#text.indent();
    if (this.#text.takeEmpty()) return;
    const dash = this.#text.dash();
    const key = this.#text.key();
    if (dash > 0) {
      const { role } = this.#enter(column, true);
      this.#markList(start + column);
      this.#open = role === 'releases' ? 'release' : 'other';
    }
    if (key === undefined) {
      if (dash === 0 || this.#open === 'release') throw unsure;
      this.#open = undefined;
      if (this.#text.value(column) === '') throw unsure;
      return;
    }
    column += dash;
    this.#key(key, column, start + column);
  }

  #key(key: string, column: number, offset: number): void {
    if (isTyped(key)) throw unsure;
    const isItem = this.#open === 'release';
    const { role, keys } = this.#enter(column, false);
    if (keys.has(key)) throw unsure;
    keys.add(key);
    if (role === 'root' && this.#entries) this.#nextKey ??= offset;
    if (role === 'charts') this.#chart(key, offset);
    if (isItem && role === 'release') {
      this.#charts.at(-1)?.releases.push({ version: undefined, digest: undefined, offset });
    }
    const valueAt = this.#text.at;
    const value = this.#text.value(column);
    this.#open = value === '' ? roleBelow(role, key) : undefined;
    if (role === 'root' && key === 'entries') {
      this.#entries = { offset, mapOffset: this.#filled(value, '{}', valueAt) };
    }
    if (role === 'charts') {
      const chart = this.#charts.at(-1);
      if (chart) chart.listOffset = this.#filled(value, '[]', valueAt);
    }
    if (role === 'root' && key === 'apiVersion') {
      this.#apiVersion = { text: simple(value), offset };
    }
    const release = role === 'release' ? this.#charts.at(-1)?.releases.at(-1) : undefined;
    if (release && (key === 'version' || key === 'digest')) release[key] = simple(value);
  }

  /** The offset of an empty map or list; undefined if there is nothing. Other values are not for this scan. */
  #filled(value: string, empty: string, offset: number): number | undefined {
    if (value !== '' && value !== empty) throw unsure;
    return value === '' ? undefined : offset;
  }

  #chart(name: string, offset: number): void {
    if (this.#entries && this.#charts.length === 0) this.#entries.mapOffset = offset;
    this.#charts.push({ name, offset, listOffset: undefined, isList: true, releases: [] });
  }

  #markList(offset: number): void {
    const chart = this.#charts.at(-1);
    if (this.#blocks.at(-1)?.role === 'releases' && chart) chart.listOffset ??= offset;
  }

  /** The block that a line at a column is in, after the ones that end before it. */
  #enter(column: number, isList: boolean): Block {
    const blocks = this.#blocks;
    for (let top = blocks.at(-1); top; top = blocks.at(-1)) {
      const isOver = top.column > column || (top.column === column && top.isList && !isList);
      if (!isOver) break;
      blocks.pop();
      this.#open = undefined;
    }
    const top = blocks.at(-1);
    if (top?.column === column && top.isList === isList) return top;
    const isInside = top === undefined ? column === 0 : column >= top.column + (isList ? 0 : 1);
    if (this.#open === undefined || !isInside) throw unsure;
    // A list where a map is expected, or a map where a list is.
    if (this.#open !== 'other' && isList !== (this.#open === 'releases')) throw unsure;
    const block = { column, isList, role: this.#open, keys: new Set<string>() };
    blocks.push(block);
    return block;
  }
}

function roleBelow(role: Role, key: string): Role {
  if (role === 'charts') return 'releases';
  return role === 'root' && key === 'entries' ? 'charts' : 'other';
}

function simple(value: string): string {
  const text = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
  if (!simpleText.test(text) || isTyped(value)) throw unsure;
  return text;
}

/**
 * The outline of an index.yaml in the forms that `helm repo index` and most people write, in a fraction of the time
 * of a YAML parser; undefined for every other text, also for one that is broken. What it returns is the same as by
 * the parser.
 */
export function scanIndex(text: string): IndexOutline | undefined {
  try {
    return new IndexScanner(text).scan();
  } catch (error) {
    if (error === unsure) return undefined;
    throw error;
  }
}
