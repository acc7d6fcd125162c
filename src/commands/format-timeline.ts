import type { Timeline } from '../cluster/timeline/timeline.ts';
import { durationText } from '../diagnostics/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { wrapText } from '../terminal/text-width.ts';
import type { StatusLayout } from './format-cause.ts';

const header = ['time', 'ago', 'node', 'what happened', 'seen by'] as const;

const clock = (ms: number) => new Date(ms).toTimeString().slice(0, 8);

/** What happened to a cluster, the oldest first, and what cannot be known. */
export function formatTimeline(timeline: Timeline, { width, paint }: StatusLayout): string {
  const { minutes, events, takenAtMs, unknown } = timeline;
  const rows = events.map(({ agoMs, precisionMs, node, text, source }) => [
    clock(takenAtMs - agoMs),
    `${durationText(agoMs)}${precisionMs >= 1000 ? ' ±1' : ''}`,
    node,
    text,
    source === '' ? 'the node' : source,
  ]);
  const notes = unknown.flatMap((line) =>
    wrapText(line, Math.max(20, width - 4)).map(
      (part, index) => `${index === 0 ? '  -' : '   '} ${part}`,
    ),
  );
  return `${[
    paint('bold', `Timeline of the last ${minutes} min, by the clock of this machine`),
    rows.length === 0 ? 'No event is known within this time.' : formatTable(header, rows, width),
    [paint('bold', 'Not known'), ...notes].join('\n'),
  ].join('\n\n')}\n`;
}
