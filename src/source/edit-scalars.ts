import { isMap, isNode, isScalar, parseDocument, Scalar } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { quoteText, writeScalar } from './scalar.ts';

type Value = string | number | boolean;

/** A value to stand in a map of a YAML text. */
export interface ScalarEdit {
  /** One step for a key on top, two for a key in a map on top. */
  readonly pointer: readonly [string] | readonly [string, string];
  readonly value: Value;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const rangeOf = (node: Node): readonly [number, number] => [
  node.range?.[0] ?? 0,
  node.range?.[1] ?? 0,
];

function pairOf(map: YAMLMap, key: string) {
  return map.items.find(({ key: node }) => isScalar(node) && String(node.value) === key);
}

// What needs no quotes in an answers file, though Rancher's YAML 1.1 might read it as a number.
const safeCharacters = /^[A-Za-z0-9_./@][A-Za-z0-9_./:@+-]*$/;

const isPlainText = (text: string) =>
  safeCharacters.test(text) && !/^[\d:]+$|:$/.test(text) && parseDocument(text).toJS() === text;

/** The value in the style of the one it takes the place of. */
function written(value: Value, old: unknown): string {
  const quotes: unknown[] = [Scalar.QUOTE_DOUBLE, Scalar.QUOTE_SINGLE];
  const isQuoted = isScalar(old) && quotes.includes(old.type);
  if (typeof value !== 'string') return writeScalar(value);
  if (isQuoted) return quoteText(value);
  return isPlainText(value) ? value : writeScalar(value);
}

const inFlow = (key: string, value: Value) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;

class Editor {
  readonly splices: Splice[] = [];
  readonly #text: string;
  readonly #lineEnd: string;
  readonly #root: YAMLMap;

  constructor(text: string, root: YAMLMap) {
    this.#text = text;
    this.#lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    this.#root = root;
  }

  set({ pointer, value }: ScalarEdit): void {
    const [first, second] = pointer;
    if (second === undefined) {
      this.#setIn(this.#root, first, value);
      return;
    }
    const pair = pairOf(this.#root, first);
    const map = pair?.value;
    if (isMap(map)) this.#setIn(map, second, value);
    else if (!pair) this.#insertMap(first, second, value);
    else this.#fillMap(pair.key as Node, second, value);
  }

  #setIn(map: YAMLMap, key: string, value: Value): void {
    const old = pairOf(map, key)?.value;
    if (!isNode(old)) {
      this.#insert(map, key, value);
      return;
    }
    const [start, end] = rangeOf(old);
    const text = map.flow ? JSON.stringify(value) : written(value, old);
    // A block scalar ends with the break of its last line, which stays.
    const tail = this.#text.slice(start, end).endsWith('\n') ? this.#lineEnd : '';
    const lead = start === end ? ' ' : '';
    this.splices.push({ start, end, text: `${lead}${text}${tail}` });
  }

  #endOfLine(offset: number): number {
    if (offset > 0 && this.#text[offset - 1] === '\n') return offset;
    const end = this.#text.indexOf('\n', offset);
    return end === -1 ? this.#text.length : end + 1;
  }

  /** Whole lines after the one that `offset` is on. */
  #insertLines(offset: number, lines: readonly string[]): void {
    const start = this.#endOfLine(offset);
    const isOpen = start > 0 && this.#text[start - 1] !== '\n';
    const text = `${isOpen ? this.#lineEnd : ''}${lines.join(this.#lineEnd)}${this.#lineEnd}`;
    this.splices.push({ start, end: start, text });
  }

  #insert(map: YAMLMap, key: string, value: Value): void {
    const last = map.items.at(-1);
    if (map.flow || !last) {
      const start = (map.range?.[0] ?? 0) + 1;
      const text = `${inFlow(key, value)}${last ? ', ' : ''}`;
      this.splices.push({ start, end: start, text });
      return;
    }
    const [firstKey] = rangeOf(map.items[0]?.key as Node);
    const column = firstKey - (this.#text.lastIndexOf('\n', firstKey - 1) + 1);
    const end = isNode(last.value) ? rangeOf(last.value)[1] : rangeOf(last.key as Node)[1];
    this.#insertLines(end, [`${' '.repeat(column)}${key}: ${written(value, undefined)}`]);
  }

  #insertMap(name: string, key: string, value: Value): void {
    if (this.#root.flow) {
      const start = (this.#root.range?.[0] ?? 0) + 1;
      const text = `${JSON.stringify(name)}: {${inFlow(key, value)}}, `;
      this.splices.push({ start, end: start, text });
    } else
      this.#insertLines(this.#text.length, [`${name}:`, `  ${key}: ${written(value, undefined)}`]);
  }

  /** `answers:` with nothing behind it. */
  #fillMap(name: Node, key: string, value: Value): void {
    this.#insertLines(rangeOf(name)[1], [`  ${key}: ${written(value, undefined)}`]);
  }
}

/**
 * YAML text with some values replaced or added, and every other byte as it was: comments, order,
 * blank lines, line ends. The text must be YAML with a map on top; undefined when the result would
 * not say what was asked, as behind an alias.
 */
export function editScalars(text: string, edits: readonly ScalarEdit[]): string | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const editor = new Editor(text, document.contents);
  for (const edit of edits) editor.set(edit);
  // From the end, so that the places before keep their offsets; of equal places the first comes first.
  const splices = editor.splices.map((splice, index) => ({ ...splice, index }));
  splices.sort((a, b) => b.start - a.start || b.index - a.index);
  const result = splices.reduce(
    (whole, { start, end, text: fresh }) => whole.slice(0, start) + fresh + whole.slice(end),
    text,
  );
  const check = parseDocument(result, { prettyErrors: false });
  const isRight = edits.every(({ pointer, value }) => check.getIn(pointer) === value);
  return check.errors.length === 0 && isRight ? result : undefined;
}
