import { utf8Bytes } from '../../model/utf8.ts';
import { goQuote } from './go-string.ts';
import { GoFloat, sprint, typeName, type GoValue } from './go-value.ts';

const directive = /%([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

function pad(text: string, flags: string, width: string | undefined): string {
  const size = Math.min(Number(width ?? 0), 10_000);
  if (flags.includes('-')) return text.padEnd(size);
  if (!flags.includes('0') || text.length >= size) return text.padStart(size);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}

const wrong = (verb: string, value: GoValue) => `%!${verb}(${typeName(value)}=${sprint(value)})`;

function formatInteger(verb: string, value: number, flags: string): string | undefined {
  const radix = { d: 10, x: 16, X: 16, o: 8, b: 2 }[verb];
  if (verb === 'c') return String.fromCodePoint(value);
  if (verb === 'q') return `'${String.fromCodePoint(value)}'`;
  if (radix === undefined) return undefined;
  const digits = Math.abs(value).toString(radix);
  const sign = value < 0 ? '-' : flags.includes('+') ? '+' : '';
  return sign + (verb === 'X' ? digits.toUpperCase() : digits);
}

function formatFloat(verb: string, value: number, precision: string | undefined) {
  const digits = Math.min(Number(precision ?? 6), 100);
  if (verb === 'f' || verb === 'F') return value.toFixed(digits);
  if (verb !== 'e' && verb !== 'g') return undefined;
  const text = verb === 'e' ? value.toExponential(digits) : sprint(new GoFloat(value));
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function formatText(verb: string, value: string, precision: string | undefined) {
  const text = precision === undefined ? value : value.slice(0, Number(precision));
  if (verb === 's') return text;
  if (verb === 'q') return goQuote(text);
  const hex = Array.from(utf8Bytes(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (verb === 'x') return hex;
  return verb === 'X' ? hex.toUpperCase() : undefined;
}

function formatOne(verb: string, value: GoValue, flags: string, precision?: string): string {
  if (verb === 'v')
    return flags.includes('#') && typeof value === 'string' ? goQuote(value) : sprint(value);
  if (verb === 'T') return typeName(value);
  let text: string | undefined;
  if (typeof value === 'number') text = formatInteger(verb, value, flags);
  else if (value instanceof GoFloat) text = formatFloat(verb, value.value, precision);
  else if (typeof value === 'string') text = formatText(verb, value, precision);
  else if (typeof value === 'boolean') text = verb === 't' ? String(value) : undefined;
  return text ?? wrong(verb, value);
}

/** Go's fmt.Sprintf, for the verbs that templates use. */
export function formatGo(format: string, values: readonly GoValue[]): string {
  let next = 0;
  const text = format.replaceAll(
    directive,
    (
      _whole,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      verb: string,
    ) => {
      if (verb === '%') return '%';
      if (next >= values.length) return `%!${verb}(MISSING)`;
      const value = values[next];
      next += 1;
      return pad(formatOne(verb, value, flags, precision), flags, width);
    },
  );
  const extra = values.slice(next).map((value) => `${typeName(value)}=${sprint(value)}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}
