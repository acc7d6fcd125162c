import type { ClusterStatus } from '../actions/live/check-cluster.ts';
import type { WatchedStatus } from '../actions/live/watch-cluster.ts';
import type { Cause, ClusterState, Diagnosis } from '../cluster/diagnosis/diagnosis.ts';
import { durationText } from '../diagnostics/duration.ts';
import type { StatusFinding } from '../cluster/rules/status-rule.ts';
import { counted } from '../diagnostics/counted.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import { formatTopology } from './format-topology.ts';

const header = ['address', 'role', 'lag', 'memory', 'state'] as const;

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

/** A finding: where and which rule, then what is, what is expected and the fix. */
export function formatFinding(finding: StatusFinding, width: number, paint: Paint): string {
  const { node } = finding;
  return formatCause(
    { ...finding, nodes: node === undefined ? [] : [node], follows: [] },
    { width, paint, isTerminal: true, isVerbose: false },
  );
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

const styles: Readonly<Record<ClusterState, Parameters<Paint>[0]>> = {
  healthy: 'bold',
  degraded: 'warning',
  'failing-over': 'warning',
  down: 'error',
  'cannot-look': 'error',
};

/** The headline. */
export function formatHeadline({ state, headline }: Diagnosis, layout: StatusLayout): string {
  const text = printable(headline);
  const lines = layout.isTerminal ? wrapText(text, layout.width) : [text];
  return lines.map((line) => layout.paint(styles[state], line)).join('\n');
}

/** The status of a cluster: the headline, the causes, which node follows which, one line per node. */
export function formatStatus(
  { diagnosis, seen }: ClusterStatus,
  layout: StatusLayout,
  note?: string,
): string {
  const { causes } = diagnosis;
  const head = formatHeadline(diagnosis, layout);
  const blocks = [
    note === undefined ? head : `${head}\n${layout.paint('dim', note)}`,
    ...causes.map((cause) => formatCause(cause, layout)),
    ...(seen
      ? [
          formatTopology(seen.topology),
          formatTable(header, seen.rows, layout.width),
          layout.paint('dim', `read in ${Math.round(seen.snapshot.tookMs)} ms`),
        ]
      : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const clock = (time: Date) => time.toTimeString().slice(0, 8);

/** One check of a watch on a terminal, with since when the state is so. */
export function formatWatched(
  { status, since, at, lastSeen }: WatchedStatus,
  layout: StatusLayout,
) {
  const lasts = durationText(at.getTime() - since.getTime());
  const seen = status.seen
    ? ''
    : `; ${lastSeen ? `the last answer of a sentinel was at ${clock(lastSeen)}` : 'no sentinel has answered yet'}`;
  const note = `since ${clock(since)} (${lasts})${seen}; checked at ${clock(at)}, Ctrl-C ends`;
  return formatStatus(status, layout, note);
}

/** One line for a change of the headline, where the output is not a terminal. */
export const formatChangeLine = ({ status, at }: WatchedStatus) =>
  `${at.toISOString()}  ${printable(status.diagnosis.headline)}\n`;
