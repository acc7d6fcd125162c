import type { PlannedFixes } from '../actions/entries/lint-folders.ts';

const context = 3;

/** Runs of lines that differ, with context; a fix never adds a line. */
function hunks(before: readonly string[], after: readonly string[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, line] of before.entries()) {
    if (line === after[index]) continue;
    const last = runs.at(-1);
    if (last && index - last[1] <= context * 2) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

function diffOf(path: string, before: string, after: string): string[] {
  const [old, made] = [before.split('\n'), after.split('\n')];
  const lines = [`--- a/${path}`, `+++ b/${path}`];
  for (const [first, last] of hunks(old, made)) {
    const start = Math.max(0, first - context);
    const end = Math.min(old.length - (old.at(-1) === '' ? 1 : 0), last + 1 + context);
    lines.push(`@@ -${start + 1},${end - start} +${start + 1},${end - start} @@`);
    let index = start;
    while (index < end) {
      if (old[index] === made[index]) {
        lines.push(` ${old[index] ?? ''}`);
        index += 1;
        continue;
      }
      let stop = index;
      while (stop < end && old[stop] !== made[stop]) stop += 1;
      lines.push(...old.slice(index, stop).map((line) => `-${line}`));
      lines.push(...made.slice(index, stop).map((line) => `+${line}`));
      index = stop;
    }
  }
  return lines;
}

/** A plan of changes in the form of git's patches. */
export function formatPatch({ plan, textOf }: PlannedFixes): string {
  const moved = [...plan.moves].flatMap(([from, to]) => [
    `diff --git a/${from} b/${to}`,
    'similarity index 100%',
    `rename from ${from}`,
    `rename to ${to}`,
  ]);
  const changed = [...plan.texts].flatMap(([path, after]) => {
    const before = textOf(path) ?? '';
    return before === after
      ? []
      : [`diff --git a/${path} b/${path}`, ...diffOf(path, before, after)];
  });
  return [...moved, ...changed].map((line) => `${line}\n`).join('');
}
