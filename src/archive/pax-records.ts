import { decodeName } from './tar-entry.ts';

/**
 * The records of an extended header (POSIX.1-2001): `<length> <key>=<value>\n`, where the length is that of
 * the whole record. Undefined if they are not of this form.
 */
export function readPaxRecords(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const digits = space === -1 ? undefined : decodeName(bytes.subarray(at, space));
    if (digits === undefined || !/^[1-9]\d{0,8}$/.test(digits)) return undefined;
    const end = at + Number(digits);
    if (end > bytes.length || end - 1 <= space || bytes[end - 1] !== 0x0a) return undefined;
    const record = decodeName(bytes.subarray(space + 1, end - 1));
    const equals = record?.indexOf('=') ?? -1;
    if (record === undefined || equals <= 0) return undefined;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}
