import { durationText } from '../../diagnostics/duration.ts';
import { escape, round } from '../../svg/svg-text.ts';
import type { TimelineEvent } from './merge-sightings.ts';
import type { Lane, Timeline } from './timeline.ts';

const width = 1100;
const left = 190;
const right = 30;
const top = 78;
const laneHeight = 30;
const lineHeight = 18;
const plotWidth = width - left - right;
const markSize = 8;

const style = `<style>
svg{--paper:#fff;--ink:#1f2328;--dim:#59636e;--line:#d1d9e0;--runs:#b7d3ea;--master:#7bc69a;--gone:#e8a5a0;--link:#efc57a;--mark:#1f2328;--number:#fff}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#e6edf3;--dim:#9198a1;--line:#3d444d;--runs:#1f4468;--master:#1f6b43;--gone:#86312d;--link:#7d5a14;--mark:#e6edf3;--number:#0d1117}}
.paper{fill:var(--paper)}text{fill:var(--ink)}.dim{fill:var(--dim)}.grid{stroke:var(--line);fill:none}.tick{stroke:var(--mark);fill:none}
.runs{fill:var(--runs)}.master{fill:var(--master)}.gone{fill:var(--gone)}.link{fill:var(--link)}.mark{fill:var(--mark)}.number{fill:var(--number);font-size:10px}
</style>`;

const text = (x: number, y: number, words: string, more = '') =>
  `<text x="${round(x)}" y="${round(y)}"${more === '' ? '' : ` ${more}`}>${escape(words)}</text>`;

const ago = (ms: number) => `${durationText(ms)} ago`;

/** In the title of every picture. */
export const pictureTitle = 'Timeline of a Redis cluster';

/** Maps a time before the reading to the picture. */
type Place = (agoMs: number) => number;

function bar(kind: string, y: number, from: number, to: number, title: string): string {
  if (to - from < 0.5) return '';
  return `<rect class="${kind}" x="${round(from)}" y="${y}" width="${round(to - from)}" height="14" rx="2"><title>${escape(title)}</title></rect>`;
}

function laneShapes(lane: Lane, index: number, place: Place, lengthMs: number): string[] {
  const y = top + index * laneHeight + 6;
  const now = place(0);
  const begin = place(Math.min(lane.startedMs ?? lengthMs, lengthMs));
  const at = (agoMs: number | undefined) => (agoMs === undefined ? now : place(agoMs));
  const end = at(lane.silentMs);
  return [
    text(left - 10, y + 11, lane.node, 'text-anchor="end"'),
    `<path class="grid" d="M${left} ${y + 7}H${now}"/>`,
    bar('runs', y, begin, end, `${lane.node}: it runs`),
    ...(lane.silentMs === undefined
      ? []
      : [bar('gone', y, end, now, `no reply since ${ago(lane.silentMs)}`)]),
    ...(lane.linkLostMs === undefined
      ? []
      : [
          bar(
            'link',
            y,
            at(lane.linkLostMs),
            now,
            `no link to the master since ${ago(lane.linkLostMs)}`,
          ),
        ]),
    ...(lane.role === 'master'
      ? [bar('master', y, Math.max(begin, place(lane.masterSinceMs ?? lengthMs)), end, 'master')]
      : []),
  ];
}

/** Ticks, then numbered marks: each on its lane, moved to the right until it covers no other one. */
function marks(timeline: Timeline, place: Place): string[] {
  const ends = new Map<string, number>();
  const ticks: string[] = [];
  const circles: string[] = [];
  for (const [index, event] of timeline.events.entries()) {
    const lane = timeline.lanes.findIndex(({ node }) => node === event.node);
    if (lane < 0) continue;
    const x = place(event.agoMs);
    const free = Math.max(x, (ends.get(event.node) ?? -Infinity) + 2 * markSize + 2);
    ends.set(event.node, free);
    const y = top + lane * laneHeight + 13;
    ticks.push(`<path class="tick" d="M${round(x)} ${y - 11}V${y + 11}"/>`);
    const number = text(free, y + 3.5, String(index + 1), 'class="number" text-anchor="middle"');
    circles.push(
      `<g><title>${escape(sentence(event))}</title><circle class="mark" cx="${round(free)}" cy="${y}" r="${markSize}"/>${number}</g>`,
    );
  }
  return [...ticks, ...circles];
}

/** `10.0.0.1:6379: the server started` */
function sentence({ node, text: words, source }: TimelineEvent): string {
  return `${node}: ${words}${source === '' ? '' : `, seen by ${source}`}`;
}

function axis(lanes: number, lengthMs: number, place: Place): string[] {
  const steps = [5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14_400, 86_400];
  const step = (steps.find((each) => lengthMs / 1000 / each <= 10) ?? 604_800) * 1000;
  const bottom = top + lanes * laneHeight;
  const ticks: string[] = [];
  for (let at = 0; at <= lengthMs; at += step) {
    const x = round(place(at));
    const label = at === 0 ? 'now' : durationText(at).replace('.0', '');
    ticks.push(`<path class="grid" d="M${x} ${top}V${bottom}"/>`);
    ticks.push(text(x, bottom + 16, label, 'class="dim" text-anchor="middle"'));
  }
  return [
    ...ticks,
    text(left - 10, bottom + 16, 'time before now', 'class="dim" text-anchor="end"'),
  ];
}

const legend = [
  ['runs', 'runs'],
  ['master', 'master'],
  ['link', 'no link to the master'],
  ['gone', 'no reply'],
] as const;

function legendShapes(y: number): string[] {
  let x = left;
  return legend.flatMap(([kind, words]) => {
    const at = x;
    x += 34 + words.length * 7.5;
    return [
      `<rect class="${kind}" x="${at}" y="${y - 11}" width="18" height="13" rx="2"/>`,
      text(at + 24, y, words),
    ];
  });
}

/** Longest row below the plot, in characters. */
const rowLength = 140;

/** A text in rows; all but the first are indented. */
function wrapped(start: string, words: string): string[] {
  const rows = [start];
  for (const word of words.split(' ')) {
    const row = rows.at(-1) ?? '';
    if (row.length + word.length >= rowLength) rows.push(`${' '.repeat(start.length)}${word}`);
    else rows[rows.length - 1] = row === start ? row + word : `${row} ${word}`;
  }
  return rows;
}

/** Every event as a sentence, then what is not known. */
function textRows({ events, unknown }: Timeline): string[] {
  return [
    ...events.flatMap((event, index) =>
      wrapped(`${String(index + 1).padStart(2)}  ${ago(event.agoMs).padEnd(12)}`, sentence(event)),
    ),
    ...(events.length === 0 ? ['No event is known within this time.'] : []),
    '',
    'Not known:',
    ...unknown.flatMap((line) => wrapped('-  ', line)),
  ];
}

/** The shown length: until the oldest event, with room, at most the requested minutes. */
function shownMs({ events, minutes }: Timeline): number {
  const oldest = Math.max(10_000, ...events.map(({ agoMs }) => agoMs));
  return Math.min(oldest * 1.08, minutes * 60_000);
}

/**
 * A picture of a timeline, for a light and a dark background: a lane per node, and every event as a sentence.
 * `readAt` is the time of the reading, as text.
 */
export function renderTimelineSvg(timeline: Timeline, headline: string, readAt: string): string {
  const { lanes, events } = timeline;
  const lengthMs = shownMs(timeline);
  const place: Place = (agoMs) => left + plotWidth * (1 - Math.min(agoMs, lengthMs) / lengthMs);
  const listTop = top + lanes.length * laneHeight + 46;
  const rows = textRows(timeline);
  const height = listTop + rows.length * lineHeight + 12;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escape(`${pictureTitle}: ${headline}`)}</title>`,
    `<desc id="desc">${escape(`Read at ${readAt}. ${events.map(sentence).join('. ')}`)}</desc>`,
    style,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    text(left, 24, headline, 'font-size="14" font-weight="bold"'),
    text(left - 10, 24, 'timeline', 'class="dim" text-anchor="end"'),
    text(left, 42, `read at ${readAt}`, 'class="dim"'),
    ...legendShapes(64),
    ...axis(lanes.length, lengthMs, place),
    ...lanes.flatMap((lane, index) => laneShapes(lane, index, place, lengthMs)),
    ...marks(timeline, place),
    ...rows.map((row, index) =>
      text(left - 150, listTop + index * lineHeight, row, 'xml:space="preserve"'),
    ),
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`;
}
