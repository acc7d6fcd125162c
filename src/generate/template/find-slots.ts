import { YamlScanner } from '../../source/yaml-scanner.ts';
import type { YamlToken, YamlTokenType } from '../../source/yaml-token.ts';
import { markerStart, splitMarkers } from './marked-text.ts';

/** A scalar with markers in it, to be written again as a whole. */
export interface Slot {
  readonly kind: 'slot';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  readonly isKey: boolean;
  /** The keys around it, from the top of the file. */
  readonly path: readonly string[];
  /** Its value: texts and numbers of markers, alternating. */
  readonly parts: readonly (string | number)[];
  /** As it is written, with markers. */
  readonly source: string;
}

/** A piece of a text with markers. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | Slot
  /** A marker in a comment. */
  | { readonly kind: 'comment'; readonly mark: number }
  /** The tag of a block, which has a line of its own, or lines that replace the marker. */
  | {
      readonly kind: 'line';
      readonly mark: number;
      readonly indent: string;
      /** Whether only empty lines and such tags are between a block scalar and this, so that they can be a part of it. */
      readonly isAfterBlock: boolean;
    }
  /** A marker where no value can be. */
  | { readonly kind: 'misplaced'; readonly mark: number; readonly what: string };

/** A text with markers, split. */
export interface Slots {
  readonly pieces: readonly Piece[];
  /** The value of the top-level key `version`. */
  readonly version: string | undefined;
  /** Where a second document starts, if there is one. */
  readonly secondDocument: number | undefined;
}

interface Collection {
  readonly isMap: boolean;
  key: string;
}

const lineMark = /(^|\n)( *)#(mArK\d+kRaM)(?=\n|$)/;

const starts = new Set<YamlTokenType>(['block-map', 'flow-map', 'block-list', 'flow-list']);
const ends = new Set<YamlTokenType>(['block-end', 'flow-map-end', 'flow-list-end']);
const named = new Set<YamlTokenType>(['alias', 'anchor', 'tag', 'tag-directive']);

class SlotFinder {
  readonly pieces: Piece[] = [];
  version: string | undefined;
  secondDocument: number | undefined;
  #hasContent = false;
  /** Where the first document ends, if it does before the end of the file. */
  #documentEnd: number | undefined;
  readonly #text: string;
  readonly #scanner: YamlScanner;
  readonly #open: Collection[] = [];
  #isKey = false;
  /** Up to where the text is split. */
  #done = 0;
  /** Where block scalars end. */
  readonly #blockEnds = new Set<number>();

  constructor(text: string) {
    this.#text = text;
    this.#scanner = new YamlScanner(text);
  }

  find(): void {
    for (;;) {
      const token = this.#scanner.peek();
      if (token.type === 'stream-end') break;
      this.#scanner.advance();
      this.#take(token);
    }
    this.#gap(this.#text.length);
  }

  #take(token: YamlToken): void {
    const { type } = token;
    this.#checkDocument(token);
    if (named.has(type)) {
      this.#misplaced(token);
      return;
    }
    if (starts.has(type)) this.#open.push({ isMap: type.endsWith('map'), key: '' });
    else if (ends.has(type)) this.#open.pop();
    else if (type === 'scalar') this.#scalar(token);
    if (type !== 'block-map' && type !== 'block-list') this.#isKey = type === 'key';
  }

  #checkDocument({ type, start }: YamlToken): void {
    if (type === 'document-start' || type === 'document-end') {
      if (this.#hasContent) this.#documentEnd ??= start;
    } else if (type !== 'block-end' && type !== 'version' && type !== 'tag-directive') {
      this.#hasContent = true;
      this.secondDocument ??= this.#documentEnd;
    }
  }

  #scalar(token: YamlToken): void {
    const inner = this.#open.at(-1);
    const path = this.#open.flatMap(({ isMap, key }) => (isMap ? [key] : []));
    if (this.#isKey && inner) inner.key = token.text;
    else if (path.length === 1 && path[0] === 'version') this.version = token.text;
    const end = endOf(this.#text, token);
    if (end !== token.end || this.#text[end - 1] === '\n') this.#blockEnds.add(end);
    const source = this.#text.slice(token.start, end);
    const inSource = splitMarkers(source);
    if (inSource.length === 1) return;
    const parts = splitMarkers(token.text);
    this.#gap(token.start);
    this.#done = token.start + source.length;
    if (parts.length < inSource.length) {
      const [, mark] = inSource;
      this.pieces.push({
        kind: 'misplaced',
        mark: Number(mark),
        what: 'in the first line of a block text',
      });
      return;
    }
    const style = styleOf(token, source);
    const around = this.#isKey ? path.slice(0, -1) : path;
    this.pieces.push({ kind: 'slot', style, isKey: this.#isKey, path: around, parts, source });
  }

  #misplaced({ type, start, end }: YamlToken): void {
    const marks = splitMarkers(this.#text.slice(start, end)).filter(
      (part) => typeof part === 'number',
    );
    for (const mark of marks) {
      this.pieces.push({
        kind: 'misplaced',
        mark,
        what: `in the name of ${type === 'tag' ? 'a' : 'an'} ${type}`,
      });
    }
    if (marks.length > 0) this.#done = end;
  }

  /** Text between scalars: markers in it are in comments. */
  #gap(end: number): void {
    let rest = this.#text.slice(this.#done, end);
    const at = (length: number) => end - rest.length + length;
    this.#done = end;
    if (!rest.includes(markerStart)) {
      if (rest !== '') this.pieces.push({ kind: 'text', text: rest });
      return;
    }
    let isAfterBlock = false;
    // Only a gap that starts in a line of its own can start with such a line.
    for (let found = lineMark.exec(rest); found; found = lineMark.exec(rest)) {
      const [whole, lineBreak = '', indent = '', mark = ''] = found;
      this.#comment(rest.slice(0, found.index) + lineBreak);
      const isNext: boolean = isAfterBlock && rest.slice(0, found.index).trim() === '';
      isAfterBlock = isNext || this.#blockEnds.has(at(found.index + lineBreak.length));
      this.pieces.push({ kind: 'line', mark: Number(splitMarkers(mark)[1]), indent, isAfterBlock });
      rest = rest.slice(found.index + whole.length);
    }
    this.#comment(rest);
  }

  #comment(text: string): void {
    for (const part of splitMarkers(text)) {
      if (typeof part === 'number') this.pieces.push({ kind: 'comment', mark: part });
      else if (part !== '') this.pieces.push({ kind: 'text', text: part });
    }
  }
}

function styleOf(token: YamlToken, source: string): Slot['style'] {
  if (token.plain) return 'plain';
  const [first = ''] = source;
  return first === '"' ? 'double' : first === "'" ? 'single' : 'block';
}

/** The end of a scalar. That of a block scalar includes the indentation of the next line, which is not its own. */
function endOf(text: string, { start, end }: YamlToken): number {
  const first = text.charAt(start);
  if (first !== '|' && first !== '>') return end;
  const last = text.lastIndexOf('\n', end - 1);
  return last > start && text.slice(last + 1, end).trim() === '' ? last + 1 : end;
}

/** Finds the scalars that have markers. Throws YamlRefusal if YAML cannot be split into tokens. */
export function findSlots(text: string): Slots {
  const finder = new SlotFinder(text);
  finder.find();
  const { pieces, version, secondDocument } = finder;
  return { pieces, version, secondDocument };
}
