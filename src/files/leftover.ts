import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Names of what editors, merges and file managers leave behind. */
const leftovers = [
  /~$/,
  /^\.#/,
  /^#.*#$/,
  /\.sw[a-p]$/,
  /\.(?:bak|old|orig|rej|tmp)$/i,
  /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/,
];

/** Whether a file is a copy that an editor or another program has left, and not one that a person wrote. */
export const isLeftover = (name: string): boolean =>
  leftovers.some((pattern) => pattern.test(name));

/** The warning of a file that a blueprint does not use. */
export function unused(
  file: string,
  message = 'an editor or another program left this file; it is ignored',
  hint = 'remove it',
): Diagnostic {
  return { code: 'blueprint-unused', severity: 'warning', message, at: { file }, hint };
}
