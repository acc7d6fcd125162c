import type { SlotRange } from './sharded-snapshot.ts';

/** How many slots some ranges have. */
export const sizeOf = (ranges: readonly SlotRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** `0-5460, 5462` */
export const formatSlots = (ranges: readonly SlotRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');

/** Every slot of some ranges. */
export function slotsOf(ranges: readonly SlotRange[]): number[] {
  return ranges.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
}

/** Slots in ascending order → ranges. */
export function rangesOf(slots: readonly number[]): SlotRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const slot of slots) {
    const last = ranges.at(-1);
    if (last && slot === last.to + 1) last.to = slot;
    else ranges.push({ from: slot, to: slot });
  }
  return ranges;
}
