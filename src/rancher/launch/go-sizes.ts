const digits = /^\d+(?:\.\d+)?/;

const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** The bytes of 512m or 1.5 GB; undefined if the text is not a size (go-units, RAMInBytes). */
export function memorySize(text: string): number | undefined {
  const [size] = digits.exec(text) ?? [];
  if (size === undefined) return undefined;
  const unit = /^ ?([kmgtp]?)b?$/i.exec(text.slice(size.length))?.[1]?.toLowerCase();
  return unit === undefined ? undefined : Number(size) * 1024 ** (powers[unit] ?? 0);
}

const second = 1e9;
const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  '\u00b5s': 1e3,
  '\u03bcs': 1e3,
  ms: 1e6,
  s: second,
  m: 60 * second,
  h: 3600 * second,
};

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

/** The seconds of 1m30s; undefined if the text is not a duration (Go time, ParseDuration). */
export function durationSeconds(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const from = /^[+-]/.test(text) ? 1 : 0;
  if (text.slice(from) === '0') return 0;
  let total = 0;
  let at = from;
  while (at < text.length) {
    part.lastIndex = at;
    const [whole = '', size = '', unit = ''] = part.exec(text) ?? [];
    if (whole === '') return undefined;
    total += Number(size) * (nanoseconds[unit] ?? 0);
    at += whole.length;
  }
  // A number of nanoseconds in 64 bits.
  return at === from || total >= 2 ** 63 ? undefined : (sign * total) / second;
}
