import type { LintFinding } from './lint-finding.ts';
import type { Fix } from './found.ts';

type Edit = Fix & { kind: 'edit' };

/** The changes that fixes would make. Paths are from the catalog's root. */
export interface FixPlan {
  /** Path → the new text. */
  readonly texts: ReadonlyMap<string, string>;
  /** From → to; no two to one place, and none to an existing file. */
  readonly moves: ReadonlyMap<string, string>;
  /** How many findings it fixes. */
  readonly count: number;
}

function applyEdits(text: string, edits: readonly Edit[]): { text: string; count: number } {
  let [result, from, count] = [text, text.length, 0];
  for (const { offset, length, text: put } of [...edits].sort((a, b) => b.offset - a.offset)) {
    // Of two that overlap, one is left for the next run.
    if (offset + length > from) continue;
    result = result.slice(0, offset) + put + result.slice(offset + length);
    from = offset;
    count += 1;
  }
  return { text: result, count };
}

/** The changes that make all unambiguous fixes. */
export function planFixes(
  findings: readonly LintFinding[],
  textOf: (path: string) => string | undefined,
  isTaken: (path: string) => boolean,
): FixPlan {
  const fixes = findings.flatMap(({ fix }) => (fix ? [fix] : []));
  const edits = new Map<string, Edit[]>();
  for (const fix of fixes) {
    if (fix.kind === 'edit') edits.set(fix.path, [...(edits.get(fix.path) ?? []), fix]);
  }
  const texts = new Map<string, string>();
  let count = 0;
  for (const [path, list] of edits) {
    const text = textOf(path);
    if (text === undefined) continue;
    const made = applyEdits(text, list);
    texts.set(path, made.text);
    count += made.count;
  }
  const moves = new Map<string, string>();
  const targets = new Set<string>();
  for (const fix of fixes) {
    if (fix.kind !== 'move' || isTaken(fix.to) || targets.has(fix.to)) continue;
    moves.set(fix.from, fix.to);
    targets.add(fix.to);
    count += 1;
  }
  return { texts, moves, count };
}
