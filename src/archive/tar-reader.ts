import type { Result } from './gunzip-bounded.ts';
import { readPaxRecords } from './pax-records.ts';
import {
  decodeName,
  isZero,
  paddedSize,
  readHeader,
  untilNul,
  type TarEntry,
} from './tar-entry.ts';
import { blockSize } from './tar-header.ts';

/** An entry with its content, its name as the extensions give it. */
export interface ReadEntry {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/** What extensions give for the next entry. */
interface Extended {
  name?: string;
  size?: string;
}

/** Reads one entry of a tar archive after the other. */
export class TarReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next entry, or undefined after the last one. */
  next(): Result<ReadEntry | undefined> {
    const extended: Extended = {};
    for (;;) {
      const start = this.#at;
      const header = this.#header();
      if (header.fault !== undefined) return header;
      if (header.value === undefined) {
        return Object.keys(extended).length > 0
          ? { fault: `it is truncated: no file follows the long name before byte ${start}` }
          : { value: undefined };
      }
      const content = this.#content(header.value, extended.size, start);
      if (content.fault !== undefined) return content;
      const more = extension(header.value, content.value);
      if (more === 'wrong')
        return { fault: `its extended header at byte ${start} is damaged or unknown` };
      if (more === undefined) {
        const { name, type, mode } = header.value;
        return { value: { name: extended.name ?? name, type, mode, content: content.value } };
      }
      Object.assign(extended, more);
    }
  }

  /** The next header; undefined at the end, which two blocks of zeros mark, or nothing at all. */
  #header(): Result<TarEntry | undefined> {
    const start = this.#at;
    const block = this.#bytes.subarray(start, start + blockSize);
    if (block.length === 0) return { value: undefined };
    if (block.length < blockSize) return { fault: `it is truncated at byte ${start}` };
    if (isZero(block)) {
      return isZero(this.#bytes.subarray(start))
        ? { value: undefined }
        : { fault: `something follows its end at byte ${start}` };
    }
    this.#at += blockSize;
    const header = readHeader(block);
    return typeof header === 'string'
      ? { fault: `its entry at byte ${start} ${header}` }
      : { value: header };
  }

  #content(entry: TarEntry, size: string | undefined, start: number): Result<Uint8Array> {
    const isLink = '123456'.includes(entry.type);
    const given = size === undefined ? entry.sizeBytes : Number(size);
    const sizeBytes = isLink ? 0 : given;
    if (!Number.isSafeInteger(sizeBytes)) {
      return { fault: `its entry at byte ${start} has a size that is not a number` };
    }
    if (sizeBytes > this.#bytes.length - this.#at) {
      return { fault: `it is truncated in ${JSON.stringify(entry.name)}` };
    }
    const content = this.#bytes.subarray(this.#at, this.#at + sizeBytes);
    this.#at += paddedSize(sizeBytes);
    return { value: content };
  }
}

/** What an entry gives for the next one; undefined for an entry that is none of these. */
function extension(entry: TarEntry, content: Uint8Array): Extended | 'wrong' | undefined {
  if (entry.type === 'L') {
    const name = decodeName(untilNul(content));
    return name === undefined ? 'wrong' : { name };
  }
  // The target of a link, and what holds for all entries, such as the comment of `git archive`.
  if (entry.type === 'K' || entry.type === 'g') return {};
  if (entry.type !== 'x') return undefined;
  const records = readPaxRecords(content);
  const name = records?.get('path');
  const size = records?.get('size');
  if (records === undefined || (size !== undefined && !/^\d{1,15}$/.test(size))) return 'wrong';
  if ([...records.keys()].some((key) => key.startsWith('GNU.sparse'))) return 'wrong';
  return { ...(name === undefined ? {} : { name }), ...(size === undefined ? {} : { size }) };
}
