import type { Place } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../source/place-at.ts';
import type { Spot } from './found.ts';

/** A spot as file, line and column. */
export function placeOfSpot({ file, offset, origin }: Spot): Place {
  if (offset === undefined || file.text === undefined) return { file: file.path };
  return placeAt(file.path, file.text, origin?.(offset) ?? offset);
}
