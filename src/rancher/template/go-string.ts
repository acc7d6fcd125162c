const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

const escape =
  /\\(?:([abfnrtv\\'"])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3}))/y;

/** The text of a quoted Go string or character; undefined if an escape is invalid. */
export function unquote(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner.replaceAll('\r', '');
  let out = '';
  for (let at = 0; at < inner.length;) {
    const character = inner[at] ?? '';
    if (character !== '\\') {
      out += character;
      at += 1;
      continue;
    }
    escape.lastIndex = at;
    const found = escape.exec(inner);
    if (!found) return undefined;
    const [whole, letter, hex, short, long, octal] = found;
    const code = Number.parseInt(
      hex ?? short ?? long ?? octal ?? '0',
      octal === undefined ? 16 : 8,
    );
    if (letter === undefined && code > 0x10ffff) return undefined;
    out += letter === undefined ? String.fromCodePoint(code) : (simple[letter] ?? '');
    at += whole.length;
  }
  return out;
}

const short: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** Text formatted with Go's `%q`. */
export function goQuote(text: string): string {
  const escaped = text.replaceAll(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const known = short[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}
