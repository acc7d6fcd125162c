import { gunzipSync } from 'node:zlib';
import { Gunzip } from 'fflate';
import { crc32 } from './crc32.ts';
import { joined } from './pack-archive.ts';

/** Bytes that are inflated at once: at most about a thousand times as many come out. */
const pushed = 16 * 1024;

/**
 * An empty gzip member. The library reports where a member begins, which shows that the one before it is
 * complete: this one is put after the last.
 */
const afterLast = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

/** The last bytes of a gzip member: the CRC-32 and the length of its content. */
const trailerSize = 8;

/** A result, or a sentence: what is wrong, and where. */
export type Result<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

class Fault extends Error {}

/** The content of one gzip member after the other. */
class Members {
  readonly #bytes: Uint8Array;
  readonly #most: number;
  readonly #parts: Uint8Array[] = [];
  #total = 0;
  #crc = 0;
  #length = 0;
  /** Whether the last member is complete. */
  isComplete = false;

  constructor(bytes: Uint8Array, most: number) {
    this.#bytes = bytes;
    this.#most = most;
  }

  readonly add = (part: Uint8Array): void => {
    this.#total += part.length;
    if (this.#total > this.#most) {
      throw new Fault(`its content is larger than ${this.#most} bytes`);
    }
    this.#crc = crc32(part, this.#crc);
    this.#length += part.length;
    if (part.length > 0) this.#parts.push(part);
  };

  /** Compares what a member contained with its trailer. */
  readonly end = (offset: number): void => {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    const at = offset - trailerSize;
    const isSame =
      view.getUint32(at, true) === this.#crc &&
      view.getUint32(at + 4, true) === this.#length % 2 ** 32;
    if (!isSame) throw new Fault(`it is damaged: the checksum at byte ${at} is wrong`);
    this.#crc = 0;
    this.#length = 0;
    this.isComplete = offset === this.#bytes.length;
  };

  value(): Uint8Array {
    return joined(this.#parts);
  }
}

/** What zlib returns with `info`; the types of Node lack it. */
interface WithEngine {
  readonly buffer: Buffer;
  /** `bytesWritten` is how much of the input was used. */
  readonly engine: { readonly bytesWritten: number };
}

/**
 * The content of intact gzip of at most `most` bytes, by zlib, which takes a fifth of the time; undefined for anything
 * else: zlib does not report where it is damaged, and ignores zeros after it.
 */
function gunzipIntact(bytes: Uint8Array, most: number): Uint8Array | undefined {
  try {
    const inflated: unknown = gunzipSync(bytes, { maxOutputLength: most, info: true });
    const { buffer, engine } = inflated as WithEngine;
    if (engine.bytesWritten !== bytes.length) return undefined;
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  } catch {
    return undefined;
  }
}

/**
 * Inflates gzip, of one or several members, to at most `most` bytes; more than that is never held in
 * memory but for one piece of input. Checks the checksums.
 */
export function gunzipBounded(bytes: Uint8Array, most: number): Result<Uint8Array> {
  if (bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) {
    return { fault: 'it is not compressed with gzip' };
  }
  const intact = gunzipIntact(bytes, most);
  if (intact) return { value: intact };
  const members = new Members(bytes, most);
  const gunzip = new Gunzip(members.add);
  gunzip.onmember = members.end;
  let at = 0;
  try {
    while (at < bytes.length) {
      const piece = bytes.subarray(at, at + pushed);
      at += piece.length;
      // Never the last piece to the library: it would inflate the bytes of the trailer as well.
      gunzip.push(piece);
    }
    gunzip.push(afterLast);
    return members.isComplete ? { value: members.value() } : { fault: 'it is truncated' };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    return { fault: inflateFault(error, at) };
  }
}

/** The sentence for an error of the library, which are all about the input. */
function inflateFault(error: unknown, at: number): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (reason === 'invalid gzip data') {
    return `something that is not gzip follows its content, before byte ${at}`;
  }
  return `it is damaged before byte ${at}: ${reason}`;
}
