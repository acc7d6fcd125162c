import { diffArrays } from 'diff';

/** A line of two texts that are compared. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Lines of the shortest edit, at most: beyond it, a search takes too long for every key that is pressed. */
const longestEdit = 2000;

const linesOf = (text: string): string[] => {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
};

/** Lines that two texts have in common at one end. */
function commonLines(before: readonly string[], after: readonly string[]): number {
  const length = Math.min(before.length, after.length);
  for (let index = 0; index < length; index += 1) if (before[index] !== after[index]) return index;
  return length;
}

const marked = (lines: readonly string[], kind: DiffLine['kind']): DiffLine[] =>
  lines.map((text) => ({ kind, text }));

/** The lines between those that two texts have in common at their ends. */
function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: longestEdit });
  // Too different: everything is replaced.
  if (changes === undefined) return [...marked(before, 'removed'), ...marked(after, 'added')];
  return changes.flatMap(({ value, added, removed }) =>
    marked(value, added ? 'added' : removed ? 'removed' : 'same'),
  );
}

/** The lines of two texts, each once: as they are, removed, or added. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const head = commonLines(old, now);
  const tail = commonLines(old.slice(head).toReversed(), now.slice(head).toReversed());
  return [
    ...marked(now.slice(0, head), 'same'),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...marked(now.slice(now.length - tail), 'same'),
  ];
}

/** The numbers of the lines, from 1, that are in `after` but not in `before`. */
export function changedLines(before: string, after: string): number[] {
  if (before === after) return [];
  const changed: number[] = [];
  let line = 0;
  for (const { kind } of diffLines(before, after)) {
    if (kind !== 'removed') line += 1;
    if (kind === 'added') changed.push(line);
  }
  return changed;
}

/** Remembers the lines that were changed in a text, as long as both texts stay the same. */
export class ChangedLines {
  readonly #known = new Map<string, { before: string; after: string; lines: number[] }>();

  /** See `changedLines`; `name` is that of the text. */
  of(name: string, before: string, after: string): readonly number[] {
    const known = this.#known.get(name);
    if (known?.before === before && known.after === after) return known.lines;
    const lines = changedLines(before, after);
    this.#known.set(name, { before, after, lines });
    return lines;
  }
}
