import type { TreeFile } from '../model/file-tree.ts';

/** A tar archive is made of blocks of this size. */
export const blockSize = 512;

/** Most bytes of a name, and of the folders before it that `prefix` takes. */
const longest = { name: 100, prefix: 155 } as const;

/** 1980-01-01T00:00:00Z, the earliest time that zip can express too; in seconds since 1970. */
const modified = 315_532_800;

const encoder = new TextEncoder();

/**
 * A path split into `prefix` and `name` of a ustar header, in UTF-8; undefined if it does not fit. A path
 * that fits into `name` alone has no prefix.
 */
export function splitPath(path: string): readonly [Uint8Array, Uint8Array] | undefined {
  const bytes = encoder.encode(path);
  if (bytes.length <= longest.name) return [new Uint8Array(), bytes];
  // The first slash after which the rest fits: the prefix is as short as possible.
  const slash = bytes.indexOf(0x2f, bytes.length - longest.name - 1);
  if (slash <= 0 || slash > longest.prefix || slash === bytes.length - 1) return undefined;
  return [bytes.subarray(0, slash), bytes.subarray(slash + 1)];
}

/** Where each field begins, and its bytes; POSIX.1-1988, "ustar". */
const fields = {
  name: [0, longest.name],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  time: [136, 12],
  sum: [148, 8],
  type: [156, 1],
  link: [157, 100],
  magic: [257, 8],
  devMajor: [329, 8],
  devMinor: [337, 8],
  prefix: [345, longest.prefix],
} as const;

export type TarField = keyof typeof fields;

/** The bytes of a field of a header. */
export function fieldOf(header: Uint8Array, field: TarField): Uint8Array {
  const [start, length] = fields[field];
  return header.subarray(start, start + length);
}

/** The sum of all bytes of a header, in which those of the sum itself count as spaces. */
export function sumOf(header: Uint8Array): { unsigned: number; signed: number } {
  const [start, length] = fields.sum;
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < header.length; index += 1) {
    const counted = index >= start && index < start + length ? 0x20 : (header[index] ?? 0);
    unsigned += counted;
    // Some old programs summed signed bytes; readers accept both.
    signed += counted > 127 ? counted - 256 : counted;
  }
  return { unsigned, signed };
}

const octal = (value: number, digits: number) =>
  encoder.encode(value.toString(8).padStart(digits, '0'));

/** The header of a regular file: fixed time and owner. Undefined if its path does not fit. */
export function tarHeader(
  path: string,
  sizeBytes: number,
  mode: TreeFile['mode'],
): Uint8Array | undefined {
  const split = splitPath(path);
  if (split === undefined) return undefined;
  const header = new Uint8Array(blockSize);
  const set = (field: TarField, value: Uint8Array) => header.set(value, fields[field][0]);
  set('name', split[1]);
  set('mode', octal(mode, 7));
  set('uid', octal(0, 7));
  set('gid', octal(0, 7));
  set('size', octal(sizeBytes, 11));
  set('time', octal(modified, 11));
  set('type', encoder.encode('0'));
  set('magic', encoder.encode('ustar\u000000'));
  set('devMajor', octal(0, 7));
  set('devMinor', octal(0, 7));
  set('prefix', split[0]);
  // Six digits, NUL, space.
  set('sum', octal(sumOf(header).unsigned, 6));
  set('sum', Uint8Array.of(...fieldOf(header, 'sum').subarray(0, 6), 0, 0x20));
  return header;
}
