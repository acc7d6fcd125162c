/** A pattern that JavaScript and both majors of helm read the same, or why there is none. */
export type PortablePattern = { readonly pattern: string } | { readonly reason: string };

/** What `\s` is in JavaScript; in Go it is ASCII only. */
const spaces = '\\t\\n\\v\\f\\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF';

/** What `.` is not in JavaScript; in Go it is not `\n` only. */
const lineEnds = '\\n\\r\u2028\u2029';

/** Go refuses to repeat more often (regexp/syntax/parse.go). */
const mostRepeats = 1000;

const special = /[\\^$.*+?()[\]{}|/-]/;

/** A character that is written as an escape, as itself. */
function literal(code: number): string {
  const character = String.fromCodePoint(code);
  return special.test(character) ? `\\${character}` : character;
}

/** An escape of JavaScript in the words of both; undefined if there is none. */
function escapeText(escape: string, inClass: boolean): string | undefined {
  const letter = escape.charAt(1);
  if (letter === 's') return inClass ? spaces : `[${spaces}]`;
  if (letter === 'S') return inClass ? undefined : `[^${spaces}]`;
  if (letter === 'u' || letter === 'x') {
    return literal(Number.parseInt(escape.replaceAll(/[^0-9A-Fa-f]/g, ''), 16));
  }
  if (letter === '0') return '\\x00';
  if (/^[1-9kcpP]/.test(letter)) {
    // Go has \p with one or two letters only.
    return /^\\[pP]\{[A-Z][a-z]?\}$/.test(escape) ? escape : undefined;
  }
  if (letter === 'B' || letter === 'b') return inClass ? undefined : escape;
  return escape;
}

const token =
  /\\u\{[0-9A-Fa-f]+\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[pP]\{[^}]*\}|\\c[A-Za-z]|\\k<[^>]*>|\\.|\(\?(?:<[=!]|[=!])|\{\d+(?:,\d*)?\}|./gsu;

/**
 * helm compiles the patterns of values.schema.json with Go's regexp package, which has neither look-around nor references
 * to groups, and other meanings of `.` and `\s`.
 */
export function portablePattern(pattern: string): PortablePattern {
  let inClass = false;
  const parts: string[] = [];
  for (const [text] of pattern.matchAll(token)) {
    if (text.startsWith('\\')) {
      const escaped = escapeText(text, inClass);
      if (escaped === undefined) return { reason: `Go's regular expressions have no ${text}` };
      parts.push(escaped);
    } else if (!inClass && /^\(\?<?[=!]/.test(text)) {
      return { reason: `Go's regular expressions have no ${text}…)` };
    } else if (!inClass && /^\{\d/.test(text)) {
      const most = Math.max(...[...text.matchAll(/\d+/g)].map(Number));
      if (most > mostRepeats) return { reason: `Go repeats at most ${mostRepeats} times` };
      parts.push(text);
    } else {
      if (text === '[') inClass = true;
      else if (text === ']') inClass = false;
      parts.push(!inClass && text === '.' ? `[^${lineEnds}]` : text);
    }
  }
  return { pattern: parts.join('') };
}
