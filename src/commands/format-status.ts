import type { ClusterStatus } from '../actions/live/check-cluster.ts';
import type { WatchedStatus } from '../actions/live/watch-cluster.ts';
import type { ClusterState, Diagnosis } from '../cluster/diagnosis/diagnosis.ts';
import { durationText } from '../diagnostics/duration.ts';
import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import { formatCause, type StatusLayout } from './format-cause.ts';
import { formatTopology } from './format-topology.ts';

const header = ['address', 'role', 'lag', 'memory', 'state'] as const;

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
    : `; ${lastSeen ? `the last answer was at ${clock(lastSeen)}` : 'no node has answered yet'}`;
  const note = `since ${clock(since)} (${lasts})${seen}; checked at ${clock(at)}, Ctrl-C ends`;
  return formatStatus(status, layout, note);
}

/** One line for a change of the headline, where the output is not a terminal. */
export const formatChangeLine = ({ status, at }: WatchedStatus) =>
  `${at.toISOString()}  ${printable(status.diagnosis.headline)}\n`;
