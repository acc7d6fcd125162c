import type { Place } from '../diagnostics/diagnostic.ts';
import { placeAt } from '../source/place.ts';
import type { Spot } from './rule.ts';

/**
 * The line of a file that a line of what its template pass made stands for: the same text, the
 * same number of times seen; where a line was made by the template, the nearest one above it that
 * was not.
 */
function sourceLine(source: readonly string[], made: readonly string[], line: number): number {
  for (let at = line; at >= 0; at -= 1) {
    const wanted = (made[at] ?? '').trim();
    if (wanted === '') continue;
    const same = source.flatMap((text, index) => (text.trim() === wanted ? [index] : []));
    const earlier = made.slice(0, at).filter((text) => text.trim() === wanted).length;
    const found = same[Math.min(earlier, same.length - 1)];
    if (found !== undefined) return found;
  }
  return 0;
}

/** A spot as file, line and column. */
export function placeOfSpot({ file, offset, rendered }: Spot): Place {
  if (offset === undefined || file.text === undefined) return { file: file.path };
  if (rendered === undefined || rendered === file.text) {
    return placeAt(file.path, file.text, offset);
  }
  const { line = 1, column = 1 } = placeAt(file.path, rendered, offset);
  const made = rendered.split('\n');
  const source = file.text.split('\n');
  const found = sourceLine(source, made, line - 1);
  const isSame = source[found] === made[line - 1];
  return { file: file.path, line: found + 1, column: isSame ? column : 1 };
}
