import { isBlank, isBlankOrEnd, isBreak, type YamlCursor } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

// Patterns and not loops: most texts are read once, before loops are compiled.
const blockRun = /[^:#\0\n\r\u0085\u2028\u2029]*/y;
const flowRun = /[^:#,?[\]{}\0\n\r\u0085\u2028\u2029]*/y;

/** Offset of the end of the words of a line: at a line break, a comment or an indicator. */
function endOfWords(cursor: YamlCursor, isFlow: boolean): number {
  const { text } = cursor;
  const run = isFlow ? flowRun : blockRun;
  for (let at = cursor.pos; ; at += 1) {
    run.lastIndex = at;
    run.test(text);
    at = run.lastIndex;
    const code = text.charCodeAt(at);
    if (code === 58) {
      if (isBlankOrEnd(text.charCodeAt(at + 1))) return at;
      if (!isFlow || cursor.dialect === 'current') continue;
      // Odd: go-yaml before 2018 does not accept `a:b` between brackets.
      cursor.moveTo(at, 2);
      cursor.refuse("found unexpected ':'");
    }
    const isInWord = code === 35 && !isBlank(text.charCodeAt(at - 1));
    if (!isInWord) return at;
  }
}

/** Moves past the words of a line and the blanks after them; returns the offset after the last word. */
function takeWords(cursor: YamlCursor, isFlow: boolean): number {
  const { text, pos } = cursor;
  const end = endOfWords(cursor, isFlow);
  let last = end;
  while (last > pos && isBlank(text.charCodeAt(last - 1))) last -= 1;
  cursor.moveTo(end, 2);
  return last;
}

/** What line breaks are in a value: one becomes a space, more lose the first. */
export function folded(first: string, others: string): string {
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}

/** Moves past line breaks and blanks to the next word; returns what they are in the value. */
function takeBreaks(cursor: YamlCursor, indent: number): string {
  const first = cursor.takeBreak();
  let others = '';
  for (;;) {
    cursor.need(1);
    const code = cursor.code();
    if (isBreak(code)) {
      cursor.need(2);
      others += cursor.takeBreak();
    } else if (isBlank(code)) {
      if (code === 9 && cursor.column() < indent) {
        cursor.refuse('found a tab character that violate indentation');
      }
      cursor.pos += 1;
    } else return folded(first, others);
  }
}

/**
 * Scans a scalar without quotes, which can have several lines. `indent` is the column that its lines
 * must have. It sets whether the scalar ends with a line break, after which there can be a key
 * (scannerc.go, yaml_parser_scan_plain_scalar).
 */
export function scanPlain(cursor: YamlCursor, indent: number, isFlow: boolean): YamlToken {
  const { text, pos: start, line } = cursor;
  let end = start;
  let value = '';
  let joint: string | undefined;
  for (;;) {
    cursor.need(4);
    if (cursor.isAtDocumentMark() || cursor.code() === 35) break;
    const from = cursor.pos;
    const last = takeWords(cursor, isFlow);
    if (last > from) {
      value += (joint ?? '') + text.slice(from, last);
      end = last;
      joint = undefined;
    }
    if (!isBreak(cursor.code())) break;
    cursor.need(2);
    joint = takeBreaks(cursor, indent);
    if (!isFlow && cursor.column() < indent) break;
  }
  cursor.hasBreak = joint !== undefined;
  return new YamlToken('scalar', start, end, line, value, '', true);
}
