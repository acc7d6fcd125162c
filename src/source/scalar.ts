/**
 * Plain words that are not strings in YAML 1.1, which Rancher reads. go-yaml v2 also
 * includes the single letters; other readers take `e5` for a number without digits before its exponent.
 */
const typedWord = /^(?:y|n|yes|no|on|off|true|false|null|\.nan|[-+]?\.inf|nil|e[-+]?\d+)$/i;

/** Text that every YAML version reads unchanged without quotes, unless it is one of the typed words. */
const plainText = /^[A-Za-z_/][A-Za-z0-9_/.@-]*(?: [A-Za-z0-9_/.@][A-Za-z0-9_/.@-]*)*$/;

const escapes: Record<string, string> = {
  '\0': '\\0',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

// Control characters, line separators, non-characters, lone surrogates and invisible characters.
const special =
  /["\\\u0000-\u001F\u007F-\u00A0\u200B-\u200F\u2028-\u202E\u2060-\u2069\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/gu;

function escape(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Text as a double-quoted YAML scalar on one line. It never contains a literal `{{` (Rancher runs
 * compose files through Go's text/template, reference rancher-compose-executor config/merge.go:113).
 */
export function quoteText(text: string): string {
  return `"${text.replaceAll(special, escape).replaceAll(/\{(?=\{)/g, '\\x7b')}"`;
}

/** Text as a YAML scalar: plain if that is safe in YAML 1.1 and 1.2, otherwise quoted. */
export function writeText(text: string): string {
  return plainText.test(text) && !typedWord.test(text) ? text : quoteText(text);
}

/** A scalar of any type as YAML that both versions read as the same value. */
export function writeScalar(value: string | number | boolean): string {
  return typeof value === 'string' ? writeText(value) : String(value);
}

/** Doubles `$`, which Rancher's interpolation turns back into one. */
export function escapeInterpolation(text: string): string {
  return text.replaceAll('$', '$$$$');
}
