import type { SlotRange } from './sharded-snapshot.ts';

function table(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      value = ((value & 0x80_00) === 0 ? value << 1 : (value << 1) ^ 0x10_21) & 0xff_ff;
    return value;
  });
}

const crc16 = table();

/** The slot of a key: CRC16 (XMODEM) of its hash tag, or of the whole key (crc16.c, keyHashSlot in cluster.c). */
export function slotOfKey(key: string): number {
  const open = key.indexOf('{');
  const close = open < 0 ? -1 : key.indexOf('}', open + 1);
  const part = close > open + 1 ? key.slice(open + 1, close) : key;
  let value = 0;
  for (const byte of new TextEncoder().encode(part))
    value = ((value << 8) ^ (crc16[((value >> 8) ^ byte) & 0xff] ?? 0)) & 0xff_ff;
  return value % 16_384;
}

/** A hash tag whose keys are in one of these slots, such as `{s17}`; undefined for no slots. */
export function tagIn(ranges: readonly SlotRange[]): string | undefined {
  if (ranges.length === 0) return undefined;
  for (let number = 0; number < 1_000_000; number += 1) {
    const tag = `{s${number}}`;
    const slot = slotOfKey(tag);
    if (ranges.some(({ from, to }) => slot >= from && slot <= to)) return tag;
  }
  return undefined;
}
