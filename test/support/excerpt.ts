/** Lines that an excerpt has at most; a file up to `whole` lines is shown as it is. */
const [limit, whole] = [12, 9];

/** The first and the last line, counted from 0. */
export type Range = readonly [first: number, last: number];

const indentOf = (line = '') => line.search(/\S|$/);

/** The lines that differ from another text. Where lines are only missing, the one before them. */
export function changedLines(lines: readonly string[], others: readonly string[]): Range {
  const least = Math.min(lines.length, others.length);
  let first = 0;
  while (first < least && lines[first] === others[first]) first += 1;
  let same = 0;
  while (same < least - first && lines.at(-1 - same) === others.at(-1 - same)) same += 1;
  const last = lines.length - same - 1;
  return last < first ? [Math.max(0, last), Math.max(0, last)] : [first, last];
}

/** The keys that a line is below. */
function parentsOf(lines: readonly string[], at: number): number[] {
  const parents: number[] = [];
  let indent = indentOf(lines[at]);
  for (let index = at - 1; index >= 0 && indent > 0; index -= 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.startsWith('{{') || indentOf(line) >= indent) continue;
    parents.push(index);
    indent = indentOf(line);
  }
  return parents;
}

/** Lines of a range, the keys above them, and a neighbour that shows where they are. */
function chosenLines(lines: readonly string[], [first, last]: Range): number[] {
  if (lines.length <= whole) return [...lines.keys()];
  const from = indentOf(lines[last]);
  let end = Math.min(last, first + limit - 5);
  // What is below the last line belongs to it.
  while (end < first + limit - 8 && indentOf(lines[end + 1]) > from) end += 1;
  const chosen = new Set(parentsOf(lines, first));
  for (let at = first; at <= end; at += 1) chosen.add(at);
  const indent = indentOf(lines[first]);
  if (chosen.size < limit - 3) {
    if (first > 0 && indentOf(lines[first - 1]) === indent) chosen.add(first - 1);
    if (end + 1 < lines.length && indentOf(lines[end + 1]) >= indent) chosen.add(end + 1);
  }
  return [...chosen].sort((a, b) => a - b);
}

const short = (line: string) => (line.length > 120 ? `${line.slice(0, 80)}…` : line);

/** A part of a YAML file; what is left out is marked `# …`. */
export function excerpt(lines: readonly string[], range: Range): string[] {
  const chosen = chosenLines(lines, range);
  return chosen.flatMap((at, index) => {
    const before = chosen[index - 1] ?? -1;
    const line = short(lines[at] ?? '');
    if (at === before + 1) return [line];
    // The marker of a gap would be as long as the single line in it.
    if (at === before + 2) return [lines[before + 1] ?? '', line];
    return [`${' '.repeat(indentOf(line))}# …`, line];
  });
}
