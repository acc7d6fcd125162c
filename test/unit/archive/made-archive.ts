import { gzipSync } from 'node:zlib';
import { tarHeader, sumOf } from '../../../src/archive/tar-header.ts';

/** An entry of an archive that a test makes, in any form. */
export interface MadeEntry {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** @default '0' */
  readonly type?: string;
  /** Changes the header before its checksum is computed. */
  readonly change?: (header: Buffer) => void;
}

/** A text in a field of a header. */
export const put = (at: number, text: string) => (header: Buffer) => {
  header.write(text, at, 'latin1');
};

/** The blocks of an entry. */
export function entry({ name, content = '', type = '0', change }: MadeEntry): Buffer {
  const bytes = Buffer.from(content as string);
  const header = Buffer.from(tarHeader('x', bytes.length, 0o644) ?? []);
  header.fill(0, 0, 100);
  header.write(name, 0, 100, 'utf8');
  header.write(type, 156, 'latin1');
  change?.(header);
  header.write(`${sumOf(header).unsigned.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, bytes, Buffer.alloc(-bytes.length & 511)]);
}

export const endOfArchive = Buffer.alloc(1024);

/** A whole archive, not compressed. */
export const tar = (...entries: readonly MadeEntry[]): Buffer =>
  Buffer.concat([...entries.map(entry), endOfArchive]);

/** A whole archive. */
export const tgz = (...entries: readonly MadeEntry[]): Buffer => gzipSync(tar(...entries));

/** A record of an extended header, whose length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const size = Buffer.byteLength(rest);
  const digits = String(size + String(size).length).length;
  return `${size + digits}${rest}`;
}
