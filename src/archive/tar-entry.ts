import { blockSize, fieldOf, sumOf, type TarField } from './tar-header.ts';

/** A header of a tar archive, extensions not applied. */
export interface TarEntry {
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  readonly mode: number;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text in UTF-8; undefined for other bytes. */
export function decodeName(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes before the first NUL. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** A number in octal digits, or in binary if the first bit is set (GNU); undefined for anything else. */
function readNumber(bytes: Uint8Array): number | undefined {
  const [first = 0] = bytes;
  if (first & 0x80) {
    // A set second bit would be the sign of a negative number.
    if (first & 0x40) return undefined;
    const value = bytes.reduce((sum, byte, index) => sum * 256 + (index ? byte : byte & 0x3f), 0);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const text = (decodeName(untilNul(bytes)) ?? '?').trim();
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/**
 * Reads a header; a text if it is not one. The folders in `prefix` count in the form of POSIX alone: GNU
 * tar keeps times there, and older programs nothing.
 */
export function readHeader(header: Uint8Array): TarEntry | string {
  const number = (field: TarField) => readNumber(fieldOf(header, field));
  const sums = sumOf(header);
  const sum = number('sum');
  if (sum === undefined || (sum !== sums.unsigned && sum !== sums.signed)) {
    return 'has a wrong checksum';
  }
  const isPosix = decodeName(fieldOf(header, 'magic')) === 'ustar\u000000';
  const name = decodeName(untilNul(fieldOf(header, 'name')));
  const prefix = isPosix ? decodeName(untilNul(fieldOf(header, 'prefix'))) : '';
  if (name === undefined || prefix === undefined) return 'has a name that is not valid UTF-8';
  const sizeBytes = number('size');
  const mode = number('mode');
  if (sizeBytes === undefined || mode === undefined)
    return 'has a size or mode that is not a number';
  const [type = 0] = fieldOf(header, 'type');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: type === 0 ? '0' : String.fromCodePoint(type),
    sizeBytes,
    mode,
  };
}

export const isZero = (block: Uint8Array): boolean => block.every((byte) => byte === 0);

/** The bytes that a content takes in an archive: whole blocks. */
export const paddedSize = (sizeBytes: number): number =>
  Math.ceil(sizeBytes / blockSize) * blockSize;
