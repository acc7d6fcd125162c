import { plainScalar, quotedScalar, type RawNode } from './raw-node.ts';
import type { ScanState } from './scan-state.ts';
import { other } from './simple-lines.ts';

/*
 * Entries between brackets on one line, each with its comma, in a fifth of the time that their tokens take. As
 * with simple lines, anything else is left to the scanner.
 */

const word = String.raw`[^ ${other}\-?:,[\]{}#&*!|>'"%@\x60][^ ${other}:#,?[\]{}]{0,200}`;
const value = String.raw`(?:(${word})|"([^"\\${other}]{0,200})"|'([^'${other}]{0,200})'|\*([\w-]{1,200}))`;
const itemPattern = new RegExp(String.raw`${value}( *, *)`, 'y');
const entryPattern = new RegExp(String.raw`(${word})(: +)${value}( *, *)`, 'y');

/** Whether the next token is on this line, and nothing is scanned after it. */
function isReady(state: ScanState): boolean {
  const { cursor, queue } = state;
  if (queue.first() !== undefined || !cursor.isAccepted()) return false;
  state.skipToToken();
  return state.keys.allowed;
}

function valueOf(found: RegExpExecArray, from: number, offset: number): RawNode {
  const plain = found[from];
  if (plain !== undefined) return plainScalar(plain, offset);
  const name = found[from + 3];
  if (name !== undefined) return { kind: 'alias', name, offset };
  return quotedScalar(found[from + 1] ?? found[from + 2] ?? '', offset);
}

/** Takes items of a list, each with the comma after it. Must be called where an item can begin. */
export function takeFlowItems(state: ScanState, items: RawNode[]): void {
  if (!isReady(state)) return;
  const { cursor, queue } = state;
  for (;;) {
    itemPattern.lastIndex = cursor.pos;
    const found = itemPattern.exec(cursor.text);
    if (!found) return;
    items.push(valueOf(found, 1, cursor.pos));
    cursor.pos = itemPattern.lastIndex;
    queue.taken += 2;
  }
}

/** Takes entries of a map: keys and values, alternating. Must be called where an entry can begin. */
export function takeFlowEntries(state: ScanState, parts: RawNode[]): void {
  if (!isReady(state)) return;
  const { cursor, queue } = state;
  for (;;) {
    const { pos } = cursor;
    entryPattern.lastIndex = pos;
    const found = entryPattern.exec(cursor.text);
    if (!found) return;
    const key = found[1] ?? '';
    parts.push(plainScalar(key, pos));
    parts.push(valueOf(found, 3, pos + key.length + (found[2] ?? '').length));
    cursor.pos = entryPattern.lastIndex;
    queue.taken += 5;
  }
}
