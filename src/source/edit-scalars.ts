import { isMap, isNode, isScalar, isSeq, parseDocument, Scalar, visit } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { isList, type AnswerItem, type AnswerValue } from '../model/answers.ts';
import { quoteText, writeScalar } from './scalar.ts';

type Value = AnswerValue;

/** A value to set in a map of a YAML text. */
export interface ScalarEdit {
  /** One step for a top-level key, two for a key in a top-level map. */
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

// Text that needs no quotes in an answers file, even if Rancher's YAML 1.1 reads it as a number.
const safeCharacters = /^[A-Za-z0-9_./@][A-Za-z0-9_./:@+-]*$/;

const isPlainText = (text: string) =>
  safeCharacters.test(text) && !/^[\d:]+$|:$/.test(text) && parseDocument(text).toJS() === text;

/** An item of a list; the keys of one that is a map need no quotes. */
function flowItem(item: AnswerItem): string {
  if (typeof item !== 'object') {
    return typeof item === 'string' && !isPlainText(item) ? quoteText(item) : String(item);
  }
  const fields = Object.entries(item).map(([key, value]) => `${key}: ${flowItem(value)}`);
  return `{${fields.join(', ')}}`;
}

/** A list, with an item in each line if the old one has that. */
function writtenList(items: readonly AnswerItem[], old: unknown, lineBreak: string): string {
  const isBlock = isSeq(old) && old.flow !== true;
  if (isBlock && items.length > 0) {
    return items.map((item) => `- ${flowItem(item)}`).join(lineBreak);
  }
  // The items of the old list can be in the column of its key, where nothing else can be.
  return `${isBlock ? '  ' : ''}[${items.map(flowItem).join(', ')}]`;
}

/** The value in the style of the one that it replaces. `lineBreak` leads to the column of that. */
function written(value: Value, old: unknown, lineBreak = '\n'): string {
  if (isList(value)) return writtenList(value, old, lineBreak);
  const quotes: unknown[] = [Scalar.QUOTE_DOUBLE, Scalar.QUOTE_SINGLE];
  const isQuoted = isScalar(old) && quotes.includes(old.type);
  if (typeof value !== 'string') return writeScalar(value);
  if (isQuoted) return quoteText(value);
  return isPlainText(value) ? value : writeScalar(value);
}

const inFlow = (key: string, value: Value) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;

class Editor {
  readonly #text: string;
  readonly #lineEnd: string;
  readonly #root: YAMLMap;

  constructor(text: string, root: YAMLMap) {
    this.#text = text;
    this.#lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    this.#root = root;
  }

  /** The text changes that make the edit. */
  splice({ pointer, value }: ScalarEdit): Splice {
    const [first, second] = pointer;
    if (second === undefined) return this.#setIn(this.#root, first, value);
    const pair = pairOf(this.#root, first);
    const map = pair?.value;
    if (isMap(map)) return this.#setIn(map, second, value);
    return pair
      ? this.#fillMap(pair.key as Node, second, value)
      : this.#insertMap(first, second, value);
  }

  #setIn(map: YAMLMap, key: string, value: Value): Splice {
    const old = pairOf(map, key)?.value;
    if (!isNode(old)) return this.#insert(map, key, value);
    const [start, end] = rangeOf(old);
    const column = start - (this.#text.lastIndexOf('\n', start - 1) + 1);
    const lineBreak = `${this.#lineEnd}${' '.repeat(column)}`;
    const text = map.flow ? JSON.stringify(value) : written(value, old, lineBreak);
    // A block scalar includes the line break of its last line, which is kept.
    const tail = this.#text.slice(start, end).endsWith('\n') ? this.#lineEnd : '';
    const lead = start === end ? ' ' : '';
    return { start, end, text: `${lead}${text}${tail}` };
  }

  #endOfLine(offset: number): number {
    if (offset > 0 && this.#text[offset - 1] === '\n') return offset;
    const end = this.#text.indexOf('\n', offset);
    return end === -1 ? this.#text.length : end + 1;
  }

  /** Inserts whole lines after the line of `offset`. */
  #insertLines(offset: number, lines: readonly string[]): Splice {
    const start = this.#endOfLine(offset);
    const isOpen = start > 0 && this.#text[start - 1] !== '\n';
    const text = `${isOpen ? this.#lineEnd : ''}${lines.join(this.#lineEnd)}${this.#lineEnd}`;
    return { start, end: start, text };
  }

  #insert(map: YAMLMap, key: string, value: Value): Splice {
    const last = map.items.at(-1);
    if (map.flow || !last) {
      const start = (map.range?.[0] ?? 0) + 1;
      const text = `${inFlow(key, value)}${last ? ', ' : ''}`;
      return { start, end: start, text };
    }
    const [firstKey] = rangeOf(map.items[0]?.key as Node);
    const column = firstKey - (this.#text.lastIndexOf('\n', firstKey - 1) + 1);
    const end = isNode(last.value) ? rangeOf(last.value)[1] : rangeOf(last.key as Node)[1];
    return this.#insertLines(end, [`${' '.repeat(column)}${key}: ${written(value, undefined)}`]);
  }

  #insertMap(name: string, key: string, value: Value): Splice {
    if (!this.#root.flow) {
      const lines = [`${name}:`, `  ${key}: ${written(value, undefined)}`];
      return this.#insertLines(this.#text.length, lines);
    }
    const start = (this.#root.range?.[0] ?? 0) + 1;
    const text = `${JSON.stringify(name)}: {${inFlow(key, value)}}, `;
    return { start, end: start, text };
  }

  /** `answers:` without a value. */
  #fillMap(name: Node, key: string, value: Value): Splice {
    return this.#insertLines(rangeOf(name)[1], [`  ${key}: ${written(value, undefined)}`]);
  }
}

function editOne(text: string, edit: ScalarEdit): string | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  let hasAlias = false;
  visit(document, { Alias: () => void (hasAlias = true) });
  // An edit of an anchored value would also change its aliases.
  if (hasAlias) return undefined;
  const { start, end, text: fresh } = new Editor(text, document.contents).splice(edit);
  return text.slice(0, start) + fresh + text.slice(end);
}

const valueAt = (value: unknown, pointer: readonly string[]): unknown =>
  pointer.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : at,
    value,
  );

/**
 * YAML text with some values replaced or added. Every other byte is unchanged: comments, order,
 * blank lines, line ends. Undefined if the text is not a YAML map, has aliases, or if the result
 * does not have the requested values.
 */
export function editScalars(text: string, edits: readonly ScalarEdit[]): string | undefined {
  const result = edits.reduce<string | undefined>(
    (edited, edit) => (edited === undefined ? undefined : editOne(edited, edit)),
    text,
  );
  if (result === undefined) return undefined;
  const check = parseDocument(result, { prettyErrors: false });
  const found: unknown = check.toJS();
  const isRight = edits.every(
    ({ pointer, value }) => JSON.stringify(valueAt(found, pointer)) === JSON.stringify(value),
  );
  return check.errors.length === 0 && isRight ? result : undefined;
}
