import { plainScalar, quotedScalar, type RawNode } from './raw-node.ts';
import type { ScanState } from './scan-state.ts';

/*
 * Most lines of a compose file are `key: value` or `- value`. A pattern for the whole line reads them in
 * a third of the time that their tokens take, in a program that runs for a second: it is compiled at once,
 * and the scanner only after some thousand lines.
 */

/** For patterns: what is never in a simple value, whatever the quotes. */
export const other = String.raw`\0\t\n\r\u0085\u2028\u2029`;
const start = String.raw`(?:-(?=[^ ${other}])|[^ ${other}\-?:,[\]{}#&*!|>'"%@\x60])`;
const plain = String.raw`${start}[^:#${other}]*(?::(?=[^ ${other}])[^:#${other}]*){0,20}`;
const value = String.raw`(?:(${plain})|"([^"\\${other}]*)" *|'([^'${other}]*)' *)`;
/** The end of the line, and the indentation of the next, which has a token. */
const end = String.raw`\n( *)(?=[^ #${other}])`;

const key = String.raw`[A-Za-z0-9_.$/][\w.$/-]{0,99}(?: [\w.$/-]{1,99}){0,4}`;
const entryLine = new RegExp(String.raw`(${key})(: +)${value}${end}`, 'y');
const itemLine = new RegExp(String.raw`(-)( +)${value}${end}`, 'y');

/** Whether the next token is at the column of the current block, and nothing is scanned after it. */
function isReady(state: ScanState): boolean {
  const { cursor, keys, queue, flowLevel } = state;
  if (flowLevel > 0 || queue.first() !== undefined || !cursor.isAccepted()) return false;
  state.skipToToken();
  return keys.isFree() && cursor.column() === state.indent;
}

function withoutBlanks(text: string): string {
  let length = text.length;
  while (text.charCodeAt(length - 1) === 32) length -= 1;
  return text.slice(0, length);
}

/** Takes lines of a form into `nodes`; `tokens` is how many each has. */
function takeLines(state: ScanState, pattern: RegExp, tokens: number, nodes: RawNode[]): void {
  if (!isReady(state)) return;
  const { cursor, queue, indent } = state;
  for (;;) {
    const { pos } = cursor;
    pattern.lastIndex = pos;
    const found = pattern.exec(cursor.text);
    if (!found) return;
    // Not destructured: arrays are iterated slowly before the code is compiled.
    const name = found[1] ?? '';
    const word = found[3];
    const spaces = found[6] ?? '';
    // The next line is part of the value.
    if (spaces.length > indent) return;
    const offset = pos + name.length + (found[2] ?? '').length;
    if (tokens === 4) nodes.push(plainScalar(name, pos));
    nodes.push(
      word === undefined
        ? quotedScalar(found[4] ?? found[5] ?? '', offset)
        : plainScalar(withoutBlanks(word), offset),
    );
    queue.taken += tokens;
    cursor.moveToLine(pattern.lastIndex, spaces.length);
    if (spaces.length < indent) return;
  }
}

/** Takes entries of a block map, as long as they are simple lines: keys and values, alternating. */
export function takeSimpleEntries(state: ScanState, parts: RawNode[]): void {
  takeLines(state, entryLine, 4, parts);
}

/** Takes items of a block list, as long as they are simple lines. */
export function takeSimpleItems(state: ScanState, items: RawNode[]): void {
  takeLines(state, itemLine, 2, items);
}
