/** go-yaml's messages for bytes that are not text (readerc.go). */
const readerFaults = [
  'invalid leading UTF-8 octet',
  'invalid trailing UTF-8 octet',
  'incomplete UTF-8 octet sequence',
  'invalid length of a UTF-8 sequence',
  'invalid Unicode character',
  'incomplete UTF-16 character',
  'unexpected low surrogate area',
  'expected low surrogate area',
  'incomplete UTF-16 surrogate pair',
] as const;

type ReaderFault = (typeof readerFaults)[number];

/**
 * Half a character, which no text contains, for a fault: `readYaml` gives the message when it gets
 * there. `width` is the number of bytes that the character should have.
 */
const markOf = (fault: ReaderFault, width: number): string =>
  String.fromCharCode(0xdc00 + width * 16 + readerFaults.indexOf(fault));

/** The fault and the width that a mark stands for; undefined for any other code. */
export function readMark(
  code: number,
): { readonly fault: ReaderFault; readonly width: number } | undefined {
  const fault = readerFaults[(code - 0xdc00) & 0xf];
  if (code < 0xdc00 || code >= 0xdc50 || fault === undefined) return undefined;
  return { fault, width: (code - 0xdc00) >> 4 };
}

function leadOf(octet: number): readonly [width: number, bits: number] {
  if (octet < 0x80) return [1, octet];
  if ((octet & 0xe0) === 0xc0) return [2, octet & 0x1f];
  if ((octet & 0xf0) === 0xe0) return [3, octet & 0x0f];
  return (octet & 0xf8) === 0xf0 ? [4, octet & 0x07] : [0, 0];
}

const smallest = [0, 0, 0x80, 0x800, 0x10000];

/** The fault of the first character that is not UTF-8. */
function utf8Fault(bytes: Uint8Array, at: number): ReaderFault | number {
  const [width, bits] = leadOf(bytes[at] ?? 0);
  if (width === 0) return 'invalid leading UTF-8 octet';
  if (at + width > bytes.length) return 'incomplete UTF-8 octet sequence';
  let value = bits;
  for (let next = at + 1; next < at + width; next += 1) {
    const octet = bytes[next] ?? 0;
    if ((octet & 0xc0) !== 0x80) return 'invalid trailing UTF-8 octet';
    value = (value << 6) | (octet & 0x3f);
  }
  if (value < (smallest[width] ?? 0)) return 'invalid length of a UTF-8 sequence';
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) return 'invalid Unicode character';
  return width;
}

function fromUtf8(bytes: Uint8Array): string {
  for (let at = 0; at < bytes.length;) {
    const next = utf8Fault(bytes, at);
    if (typeof next === 'string') {
      return (
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at)) +
        markOf(next, Math.max(1, leadOf(bytes[at] ?? 0)[0]))
      );
    }
    at += next;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function fromUtf16(bytes: Uint8Array, isBig: boolean): string {
  const units: string[] = [];
  const unit = (at: number) =>
    ((bytes[isBig ? at : at + 1] ?? 0) << 8) | (bytes[isBig ? at + 1 : at] ?? 0);
  const end = (fault: ReaderFault) => units.join('') + markOf(fault, 2);
  for (let at = 2; at < bytes.length; at += 2) {
    if (at + 2 > bytes.length) return end('incomplete UTF-16 character');
    const value = unit(at);
    const kind = value & 0xfc00;
    if (kind === 0xdc00) return end('unexpected low surrogate area');
    units.push(String.fromCharCode(value));
    if (kind !== 0xd800) continue;
    units.pop();
    if (at + 4 > bytes.length) return end('incomplete UTF-16 surrogate pair');
    const low = unit(at + 2);
    if ((low & 0xfc00) !== 0xdc00) return end('expected low surrogate area');
    units.push(String.fromCharCode(value, low));
    at += 2;
  }
  return units.join('');
}

/**
 * The text that go-yaml's reader makes of bytes: UTF-16 with a byte order mark, otherwise UTF-8. The
 * text ends at the first byte that is neither, with a mark for which `readYaml` gives go-yaml's error.
 */
export function decodeYamlBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return fromUtf16(bytes, false);
  return first === 0xfe && second === 0xff ? fromUtf16(bytes, true) : fromUtf8(bytes);
}

/**
 * The text that a Go program gets when another one sends it bytes as JSON: U+FFFD for each byte that
 * is not UTF-8 (encoding/json, encodeState.string).
 */
export function decodeJsonBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let from = 0;
  for (let at = 0; at < bytes.length;) {
    const next = utf8Fault(bytes, at);
    if (typeof next === 'number') {
      at += next;
      continue;
    }
    parts.push(decoder.decode(bytes.subarray(from, at)), '\uFFFD');
    at += 1;
    from = at;
  }
  parts.push(decoder.decode(bytes.subarray(from)));
  return parts.join('');
}
