/** The edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const replace = (last[j - 1] ?? 0) + (same ? 0 : 1);
      const shift = Math.min(last[j] ?? 0, row[j - 1] ?? 0) + 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(replace, shift, swapped ? (before[j - 2] ?? 0) + 1 : Infinity));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[-_ .]/g, '');

/** Of more names, the first are compared: each takes some microseconds. */
const mostNames = 2000;

/** The name most like `word`, or undefined when none is close enough to be meant. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = plain(word.slice(0, 1000)).slice(0, 100);
  const most = Math.max(1, wanted.length / 3);
  let best: { name: string; edits: number } | undefined;
  let count = 0;
  for (const name of names) {
    count += 1;
    if (count > mostNames) break;
    const candidate = plain(name);
    // That many characters must be added or removed.
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const edits = distance(wanted, candidate);
    if (edits <= most && edits < (best?.edits ?? Infinity)) {
      best = { name, edits };
    }
  }
  return best?.name;
}
