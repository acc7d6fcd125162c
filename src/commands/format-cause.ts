import type { Cause } from '../cluster/diagnosis/diagnosis.ts';
import type { StatusFinding } from '../cluster/rules/status-rule.ts';
import { counted } from '../diagnostics/counted.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import { wrapText } from '../terminal/text-width.ts';

/** How a status is printed. */
export interface StatusLayout {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
  /** Whether the headline is wrapped. Elsewhere it is one line, for programs that read the first line. */
  readonly isTerminal: boolean;
  /** Whether what follows from a cause is printed in full. */
  readonly isVerbose: boolean;
}

function labelled(label: string, text: string, width: number): string[] {
  const lines = wrapText(printable(text), Math.max(20, width - 12));
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(9)} ${line}`);
}

/** `replicas-linked (2), one-master` */
function countByRule(findings: readonly StatusFinding[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => (count > 1 ? `${rule} (${count})` : rule)).join(', ');
}

function followLines({ follows }: Cause, { width, isVerbose }: StatusLayout): string[] {
  if (follows.length === 0) return [];
  if (!isVerbose) {
    const text = `${counted(follows.length, 'finding')} (--verbose): ${countByRule(follows)}`;
    return labelled('follows', text, width);
  }
  const texts = follows.map(
    ({ node, is, rule }) => `${node === undefined ? '' : `${node}: `}${is} [${rule}]`,
  );
  return texts.flatMap((text, index) => labelled(index === 0 ? 'follows' : '', text, width));
}

/** A cause: the nodes and the rule, what is, what is expected and the fix, and what follows from it. */
export function formatCause(cause: Cause, layout: StatusLayout): string {
  const { severity, nodes, is, expected, fix, rule } = cause;
  const { width, paint } = layout;
  const mark = `${paint(severity, severity)}  ${paint('dim', `[${rule}]`)}`;
  const where = wrapText(nodes.join(', '), width);
  const isShort = nodes.length <= 1;
  return [
    ...(isShort || nodes.length === 0 ? [] : where.map((line) => paint('bold', line))),
    isShort && nodes.length > 0 ? `${paint('bold', where.join(''))}  ${mark}` : mark,
    ...labelled('is', is, width),
    ...labelled('expected', expected, width),
    ...labelled('fix', fix, width),
    ...followLines(cause, layout),
  ].join('\n');
}
