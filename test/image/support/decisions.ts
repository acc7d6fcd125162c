// Runs the decisions of the image, which are pure functions of text, over many cases at once.
import path from 'node:path';
import { expect } from 'vitest';
import { everyAwk, linesOf } from './awk.ts';
import { image } from './image-folder.ts';

/** Every combination of one value of each key. */
export function combinations<T extends Readonly<Record<string, readonly unknown[]>>>(
  values: T,
): { readonly [K in keyof T]: T[K][number] }[] {
  let rows: Record<string, unknown>[] = [{}];
  for (const [key, options] of Object.entries(values))
    rows = rows.flatMap((row) => options.map((option) => ({ ...row, [key]: option })));
  return rows as { readonly [K in keyof T]: T[K][number] }[];
}

/** The decision of decide-start.awk for each case. */
export const startDecisions = (cases: readonly string[]): string[] =>
  everyAwk(['-f', path.join(image, 'lib/decide-start.awk')], cases.join('\n\n'));

/**
 * What shell text prints for each line of input, the same in dash and busybox. The words of a line are in `$1`,
 * `$2` and so on; a word `-` is an empty one.
 */
export function shellDecisions(text: string, lines: readonly string[]): string[] {
  const words = Array.from({ length: 9 }, (_, index) => `w${index + 1}`);
  const empty = words.map((word) => `[ "$${word}" != - ] || ${word}=`).join('; ');
  const script = `here=${image}; role=master; for part in ${image}/lib/*.sh; do . "$part"; done
    while read -r ${words.join(' ')}; do ${empty}; set -- ${words.map((word) => `"$${word}"`).join(' ')}; ${text}; done`;
  const all = [['/bin/sh'], ['busybox', 'sh']].map((sh) =>
    linesOf([...sh, '-c', script], `${lines.join('\n')}\n`),
  );
  expect(all[1]).toEqual(all[0]);
  return all[0] ?? [];
}
