import { omittedCode, type Place, type Remark, type Severity } from './diagnostic.ts';
import { formatFrame, printable } from './frame.ts';

/** How words are painted; the identity when there is no terminal. */
export type Paint = (style: 'error' | 'warning' | 'info' | 'dim' | 'bold', text: string) => string;

export const noPaint: Paint = (_style, text) => text;

/** `file:line:column`, as far as it is known; the form that editors and terminals link. */
export function formatPlace(at: Place): string {
  const position = at.line === undefined ? '' : `:${at.line}:${at.column ?? 1}`;
  return `${printable(at.file)}${position}`;
}

/**
 * One diagnostic as lines of text, without a final newline.
 * `textOf` gives the text of a file that a frame is drawn from, where it is at hand.
 */
export function formatDiagnostic(
  diagnostic: Remark,
  textOf: (file: string) => string | undefined,
  paint: Paint = noPaint,
): string {
  const { at, severity, code, rule, message, hint } = diagnostic;
  const where = at ? `${paint('bold', formatPlace(at))}  ` : '';
  const lines = [
    `${where}${paint(severity, severity)}  ${printable(message)}   ${paint('dim', `[${rule ?? code}]`)}`,
  ];
  const text = at && !diagnostic.secret ? textOf(at.file) : undefined;
  if (text !== undefined && at?.line !== undefined) {
    const frame = formatFrame(text, at.line, at.column ?? 1, at.file);
    if (frame !== undefined) lines.push(paint('dim', frame));
  }
  if (hint !== undefined) lines.push(`  hint: ${printable(hint)}`);
  return lines.join('\n');
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** By file, then place, then severity: the order in which they are fixed. */
export function sortDiagnostics<T extends Pick<Remark, 'at' | 'code' | 'severity'>>(
  diagnostics: readonly T[],
): T[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.at?.file ?? '', b.at?.file ?? '') ||
      lineOf(a) - lineOf(b) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      ranks[a.severity] - ranks[b.severity],
  );
}

/** What counts the other errors of a file comes after those. */
const lineOf = ({ at, code }: Pick<Remark, 'at' | 'code'>): number =>
  code === omittedCode ? Number.MAX_SAFE_INTEGER : (at?.line ?? 0);

/** Code unit order: the same on every machine, unlike localeCompare. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
