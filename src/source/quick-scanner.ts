import type { RawNode } from './raw-node.ts';
import { scanPlain } from './scan-plain.ts';
import { scanQuoted } from './scan-quoted.ts';
import type { ScanState } from './scan-state.ts';
import { takeFlowEntries, takeFlowItems } from './simple-flow.ts';
import { takeSimpleEntries, takeSimpleItems } from './simple-lines.ts';
import { isBlankOrEnd, isIndicator } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

/** A key in letters, with its colon. */
const plainKey = /[A-Za-z0-9_.$/][\w.$/-]{0,200}:(?=[ \t\n])/y;
const blanks = /[ \t]*/y;
/** The end of a line after a scalar in quotes. */
const restOfLine = / *(?:\n| #)/y;

/** A map or list by indentation, whose start is taken. */
export interface OpenedBlock {
  readonly kind: 'map' | 'list' | 'unindented-list';
  readonly offset: number;
}

/** The start of a map or list on the next line, whose first token is a key or a dash. */
const blockStart = / *\n( *)(?:(- )|[A-Za-z0-9_.$/][\w.$/-]{0,200}:[ \n])/y;
/** The end of a line without a value, and the indentation of the next, and the key on it. */
const emptyLine =
  / *\n( *)(?=[^ \0\t\n\r#\-\u0085\u2028\u2029])(?=([A-Za-z0-9_.$/][\w.$/-]{0,200}:[ \t\n])?)/y;
/** The start of a map behind a dash. */
const mapInItem = /( +)[A-Za-z0-9_.$/][\w.$/-]{0,200}:[ \n]/y;

/**
 * Takes several tokens at once where nothing else is possible: a key in letters at the column of its
 * map, a dash, a scalar behind them. It leaves the scanner as if each had been scanned and taken, and
 * gives up, without a change, on anything else: most lines of a compose file are read in a third of the time.
 */
export class QuickScanner {
  readonly #state: ScanState;
  constructor(state: ScanState) {
    this.#state = state;
  }

  /** Moves to the next token outside brackets, if none is scanned yet. False if there is one, or no more. */
  #isAtToken(): boolean {
    const { queue, cursor, flowLevel } = this.#state;
    if (flowLevel > 0 || queue.first() !== undefined) return false;
    this.#state.skipToToken();
    cursor.need(4);
    return cursor.code() !== 0;
  }

  /** Takes entries of the map that are simple lines: keys and values, alternating. */
  entries(parts: RawNode[]): void {
    takeSimpleEntries(this.#state, parts);
  }

  /** Takes items of the list that are simple lines. */
  items(items: RawNode[]): void {
    takeSimpleItems(this.#state, items);
  }

  /** Takes items or entries between brackets that are simple, each with the comma after it. */
  flowItems(items: RawNode[]): void {
    takeFlowItems(this.#state, items);
  }

  flowEntries(parts: RawNode[]): void {
    takeFlowEntries(this.#state, parts);
  }

  /** Takes a key and its colon, or the end of the map. */
  key(): YamlToken | 'end' | undefined {
    if (!this.#isAtToken()) return undefined;
    const { cursor, keys, queue, indent } = this.#state;
    const column = cursor.column();
    if (column < indent) return this.#end();
    if (column > indent || !keys.isFree()) return undefined;
    const { pos, line, text } = cursor;
    plainKey.lastIndex = pos;
    if (!plainKey.test(text)) return undefined;
    cursor.pos = plainKey.lastIndex;
    cursor.need(1);
    keys.allowed = false;
    queue.taken += 3;
    const end = cursor.pos - 1;
    return new YamlToken('scalar', pos, end, line, text.slice(pos, end), '', true);
  }

  #end(): 'end' {
    this.#state.leave();
    this.#state.queue.taken += 1;
    return 'end';
  }

  /**
   * Takes the dash of an item; the value is the offset behind it. Or the end of the list: if it is not
   * indented, any other token.
   */
  dash(isIndented: boolean): number | 'end' | undefined {
    if (!this.#isAtToken()) return undefined;
    const { cursor, keys, queue, indent } = this.#state;
    const column = cursor.column();
    if (isIndented && column < indent) return this.#end();
    const isDash = cursor.code() === 45 && isBlankOrEnd(cursor.code(1));
    if (!isDash && !isIndented) return 'end';
    if (!isDash || column !== indent || !keys.isFree()) return undefined;
    cursor.pos += 1;
    queue.taken += 1;
    return cursor.pos;
  }

  /** Whether the colon of a key on the same line was taken last, and nothing is scanned after it. */
  isBehindKey(): boolean {
    const { keys, queue, flowLevel } = this.#state;
    return flowLevel === 0 && queue.first() === undefined && !keys.allowed;
  }

  /** Takes the scalar behind a key, on the same line. */
  value(): YamlToken | undefined {
    const { cursor, keys, queue, indent } = this.#state;
    blanks.lastIndex = cursor.pos;
    blanks.test(cursor.text);
    const code = cursor.text.charCodeAt(blanks.lastIndex);
    const isQuoted = code === 34 || code === 39;
    if (!isQuoted && (isBlankOrEnd(code) || isIndicator(code))) return undefined;
    cursor.pos = blanks.lastIndex;
    cursor.need(4);
    queue.taken += 1;
    if (isQuoted) return scanQuoted(cursor, code === 39);
    const token = scanPlain(cursor, indent + 1, false);
    if (cursor.hasBreak) keys.allowed = true;
    return token;
  }

  /** Takes the scalar behind a dash, on the same line, if it is not a key. */
  item(): YamlToken | undefined {
    const { cursor, keys, queue, indent } = this.#state;
    const { pos, line, lineStart, text } = cursor;
    while (cursor.code() === 32) cursor.pos += 1;
    const code = cursor.code();
    const isQuoted = code === 34 || code === 39;
    if (isQuoted || !(isBlankOrEnd(code) || isIndicator(code))) {
      cursor.need(4);
      const token = isQuoted
        ? scanQuoted(cursor, code === 39)
        : scanPlain(cursor, indent + 1, false);
      const endsLine = !isQuoted && cursor.hasBreak;
      restOfLine.lastIndex = cursor.pos;
      if (endsLine || (isQuoted && cursor.line === line && restOfLine.test(text))) {
        keys.allowed = endsLine;
        queue.taken += 1;
        return token;
      }
    }
    cursor.pos = pos;
    cursor.line = line;
    cursor.lineStart = lineStart;
    return undefined;
  }

  /** Takes the start of a block on the line after a key. */
  open(): OpenedBlock | undefined {
    const state = this.#state;
    const { cursor, keys, queue, indent } = state;
    if (!cursor.isAccepted()) return undefined;
    blockStart.lastIndex = cursor.pos;
    const found = blockStart.exec(cursor.text);
    if (!found) return undefined;
    const column = (found[1] ?? '').length;
    const dash = found[2];
    if (column < indent || (column === indent && dash === undefined)) return undefined;
    cursor.moveToLine(cursor.text.indexOf('\n', cursor.pos) + 1 + column, column);
    keys.allowed = true;
    if (column === indent) return { kind: 'unindented-list', offset: cursor.pos };
    state.enter(column);
    queue.taken += 1;
    return { kind: dash === undefined ? 'map' : 'list', offset: cursor.pos };
  }

  /** Moves past the missing value of a key, to a line that is not part of it. */
  isEmpty(): boolean {
    const { cursor, keys, indent } = this.#state;
    if (!cursor.isAccepted()) return false;
    emptyLine.lastIndex = cursor.pos;
    const found = emptyLine.exec(cursor.text);
    const column = (found?.[1] ?? '').length;
    // Another token than a key at the column of the map would be a wrong value.
    if (!found || column > indent || (column === indent && found[2] === undefined)) return false;
    cursor.moveToLine(emptyLine.lastIndex, column);
    keys.allowed = true;
    return true;
  }

  /** Takes the start of a map behind a dash. */
  openInItem(): OpenedBlock | undefined {
    const state = this.#state;
    const { cursor, queue } = state;
    if (!cursor.isAccepted()) return undefined;
    mapInItem.lastIndex = cursor.pos;
    const spaces = mapInItem.exec(cursor.text)?.[1];
    if (spaces === undefined) return undefined;
    cursor.pos += spaces.length;
    state.enter(cursor.column());
    queue.taken += 1;
    return { kind: 'map', offset: cursor.pos };
  }
}
