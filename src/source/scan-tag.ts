import { isBlank, isBlankOrEnd, isWord, type YamlCursor } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

/** Odd: go-yaml has only one message for every fault of a tag (scannerc.go, set_scanner_tag_error). */
const tagFault = 'did not find URI escaped octet';

/** Moves past letters and digits. */
export function takeWord(cursor: YamlCursor): string {
  const from = cursor.pos;
  cursor.need(1);
  while (isWord(cursor.code())) cursor.pos += 1;
  cursor.need(1);
  return cursor.text.slice(from, cursor.pos);
}

/** Characters of a URI that are not letters or digits, except `%`. */
const uriSigns = new Set(Array.from(";/?:@&=+$,.!~*'()[]", (sign) => sign.charCodeAt(0)));

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

const widthOf = (octet: number): number => {
  if (octet < 0x80) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
};

/** One character in the form `%E2%82%AC`. */
function takeUriEscapes(cursor: YamlCursor): string {
  const octets: number[] = [];
  let width = 0;
  do {
    cursor.need(3);
    const isEscape = cursor.code() === 37 && isHex(cursor.code(1)) && isHex(cursor.code(2));
    if (!isEscape) cursor.refuse(tagFault);
    const octet = Number.parseInt(cursor.text.slice(cursor.pos + 1, cursor.pos + 3), 16);
    if (octets.length === 0) width = widthOf(octet);
    const isRight = octets.length === 0 ? width > 0 : (octet & 0xc0) === 0x80;
    if (!isRight) cursor.refuse(tagFault);
    octets.push(octet);
    cursor.pos += 3;
  } while (octets.length < width);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(octets));
}

function takeUri(cursor: YamlCursor, head: string): string {
  let uri = head.slice(1);
  cursor.need(1);
  for (let code = cursor.code(); ; code = cursor.code()) {
    if (code === 37) uri += takeUriEscapes(cursor);
    else if (isWord(code) || uriSigns.has(code)) {
      uri += cursor.text.charAt(cursor.pos);
      cursor.pos += 1;
    } else break;
    cursor.need(1);
  }
  // Odd: this refuses `!` alone, too.
  if (uri === '') cursor.refuse(tagFault);
  return uri;
}

function takeHandle(cursor: YamlCursor, isDirective: boolean): string {
  cursor.need(1);
  if (cursor.code() !== 33) cursor.refuse(tagFault);
  cursor.pos += 1;
  const handle = `!${takeWord(cursor)}`;
  if (cursor.code() === 33) {
    cursor.pos += 1;
    return `${handle}!`;
  }
  if (isDirective) {
    // scannerc.go, scan_tag_handle: it looks at the second byte, also if there is none.
    if (handle === '!') cursor.crash('runtime error: index out of range');
    cursor.refuse(tagFault);
  }
  return handle;
}

/** Scans a tag such as `!!str` (scannerc.go, yaml_parser_scan_tag). */
export function scanTag(cursor: YamlCursor): YamlToken {
  const { pos: start, line } = cursor;
  let handle = '';
  let suffix = '';
  cursor.need(2);
  if (cursor.code(1) === 60) {
    cursor.pos += 2;
    suffix = takeUri(cursor, '');
    if (cursor.code() !== 62) cursor.refuse("did not find the expected '>'");
    cursor.pos += 1;
  } else {
    handle = takeHandle(cursor, false);
    if (handle.length > 1 && handle.endsWith('!')) suffix = takeUri(cursor, '');
    else [handle, suffix] = ['!', takeUri(cursor, handle)];
  }
  cursor.need(1);
  if (!isBlankOrEnd(cursor.code())) {
    cursor.refuse('did not find expected whitespace or line break');
  }
  return new YamlToken('tag', start, cursor.pos, line, handle, suffix);
}

/** Indicators that can follow a name directly: `?:,]}%@` and the backquote. */
const afterName = new Set(Array.from('?:,]}%@`', (sign) => sign.charCodeAt(0)));

/** Scans `&name` or `*name`. */
export function scanAnchor(cursor: YamlCursor, type: 'anchor' | 'alias'): YamlToken {
  const { pos: start, line } = cursor;
  cursor.pos += 1;
  const name = takeWord(cursor);
  const code = cursor.code();
  if (name === '' || !(isBlankOrEnd(code) || afterName.has(code))) {
    cursor.refuse('did not find expected alphabetic or numeric character', start);
  }
  return new YamlToken(type, start, cursor.pos, line, name);
}

function takeVersionNumber(cursor: YamlCursor): number {
  const from = cursor.pos;
  cursor.need(1);
  for (let code = cursor.code(); code >= 48 && code <= 57; code = cursor.code()) {
    if (cursor.pos - from === 2) cursor.refuse('found extremely long version number');
    cursor.pos += 1;
    cursor.need(1);
  }
  if (cursor.pos === from) cursor.refuse('did not find expected version number');
  return Number(cursor.text.slice(from, cursor.pos));
}

function takeVersion(cursor: YamlCursor): string {
  cursor.skipBlanks();
  const major = takeVersionNumber(cursor);
  if (cursor.code() !== 46) cursor.refuse("did not find expected digit or '.' character");
  cursor.pos += 1;
  return `${major}.${takeVersionNumber(cursor)}`;
}

function takeTagDirective(cursor: YamlCursor): readonly [handle: string, prefix: string] {
  cursor.skipBlanks();
  const handle = takeHandle(cursor, true);
  cursor.need(1);
  if (!isBlank(cursor.code())) cursor.refuse('did not find expected whitespace');
  cursor.skipBlanks();
  // The prefix has no head, of which the first character would be dropped.
  const prefix = takeUri(cursor, '');
  cursor.need(1);
  if (!isBlankOrEnd(cursor.code())) {
    cursor.refuse('did not find expected whitespace or line break');
  }
  return [handle, prefix];
}

function takeDirectiveName(cursor: YamlCursor): string {
  const name = takeWord(cursor);
  if (name === '') cursor.refuse('could not find expected directive name');
  if (!isBlankOrEnd(cursor.code())) cursor.refuse('found unexpected non-alphabetical character');
  return name;
}

/** Scans `%YAML 1.1` or `%TAG ! prefix`, to the end of its line. */
export function scanDirective(cursor: YamlCursor): YamlToken {
  const { pos: start, line } = cursor;
  cursor.pos += 1;
  const name = takeDirectiveName(cursor);
  if (name !== 'YAML' && name !== 'TAG') cursor.refuse('found unknown directive name');
  const [text, prefix] = name === 'YAML' ? [takeVersion(cursor), ''] : takeTagDirective(cursor);
  const token = new YamlToken(
    name === 'YAML' ? 'version' : 'tag-directive',
    start,
    cursor.pos,
    line,
    text,
    prefix,
  );
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBlankOrEnd(cursor.code())) {
    cursor.refuse('did not find expected comment or line break');
  }
  cursor.need(2);
  cursor.takeBreak();
  return token;
}
