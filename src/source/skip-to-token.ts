import { isBreak, type YamlCursor } from './yaml-cursor.ts';

/** Odd: skips any character while go-yaml's buffer starts with a byte order mark. */
function skipMark(cursor: YamlCursor): void {
  if (cursor.code() === 0) cursor.crash('runtime error: index out of range');
  cursor.pos += (cursor.text.codePointAt(cursor.pos) ?? 0) > 0xffff ? 2 : 1;
  cursor.need(1);
}

const spaces = / */y;
const blanks = /[ \t]*/y;

function skipBlanks(cursor: YamlCursor, takesTabs: boolean): void {
  const run = takesTabs ? blanks : spaces;
  run.lastIndex = cursor.pos;
  run.test(cursor.text);
  cursor.moveTo(run.lastIndex, 1);
}

/**
 * Moves past blanks, comments and line breaks to the next token; returns whether there was a break.
 * A tab is a blank between brackets and after a token of the same line
 * (scannerc.go, yaml_parser_scan_to_next_token).
 */
export function skipToToken(cursor: YamlCursor, takesTabs: boolean, isFlow: boolean): boolean {
  let hasBreak = false;
  for (;;) {
    cursor.need(1);
    if (cursor.pos === cursor.lineStart && cursor.isAtMark()) skipMark(cursor);
    skipBlanks(cursor, takesTabs && (isFlow || !hasBreak));
    cursor.skipComment();
    if (!isBreak(cursor.code())) return hasBreak;
    cursor.need(2);
    cursor.takeBreak();
    hasBreak = true;
  }
}
