import { formatEndpoint } from '../endpoint.ts';
import type { Ack } from './record.ts';
import type { DrillResult } from './result.ts';
import type { DrillEvent } from './rig.ts';

const width = 1200;
const left = 70;
const right = 20;
const plotTop = 92;
const plotHeight = 220;
const laneHeight = 18;
const plotWidth = width - left - right;

/** Latencies are drawn on a logarithmic scale between these, in milliseconds. */
const least = 0.1;
const most = 10_000;
/** A gap this long is shaded, in milliseconds. */
const shadedMs = 80;

const colours = {
  probe: '#1f5fa8',
  gap: '#d6352b',
  mark: '#b3261e',
  event: '#8a6d1a',
  master: ['#2a7d4f', '#6a4fa3', '#b86a12', '#24748f', '#a03768'],
} as const;

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const round = (value: number) => Math.round(value * 10) / 10;

interface Scale {
  x(atMs: number): number;
  y(tookMs: number): number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The first fault, which is zero on the axis. */
  readonly zeroMs: number;
}

function scaleOf(result: DrillResult): Scale {
  const probe = result.trace.record.writers.find(({ name }) => name === 'probe');
  const zeroMs = result.rounds[0]?.fromMs ?? result.trace.marks[0]?.atMs ?? result.span.fromMs;
  const firstMs = probe?.acks[0]?.atMs ?? result.span.fromMs;
  const fromMs = Math.max(Math.min(zeroMs, firstMs), zeroMs - 2000);
  const toMs = result.rounds.at(-1)?.toMs ?? result.span.toMs;
  const span = Math.max(1, toMs - fromMs);
  const decades = Math.log10(most / least);
  return {
    fromMs,
    toMs,
    zeroMs,
    x: (atMs) => left + (Math.min(Math.max(atMs, fromMs), toMs) - fromMs) * (plotWidth / span),
    y: (tookMs) => {
      const bounded = Math.min(Math.max(tookMs, least), most);
      return plotTop + plotHeight * (1 - Math.log10(bounded / least) / decades);
    },
  };
}

const text = (x: number, y: number, words: string, extra = '') =>
  `<text x="${round(x)}" y="${round(y)}" ${extra}>${escape(words)}</text>`;

function axes(scale: Scale): string[] {
  const lines = [1, 10, 100, 1000].map((value) => {
    const y = round(scale.y(value));
    const label = value >= 1000 ? `${value / 1000} s` : `${value} ms`;
    return `<path d="M${left} ${y}H${width - right}" stroke="#ddd"/>${text(left - 8, y + 4, label, 'text-anchor="end"')}`;
  });
  const seconds = (scale.toMs - scale.fromMs) / 1000;
  const step = [1, 2, 5, 10, 20, 30, 60].find((each) => seconds / each <= 14) ?? 120;
  const bottom = plotTop + plotHeight;
  const first = Math.ceil((scale.fromMs - scale.zeroMs) / 1000 / step) * step;
  const ticks: string[] = [];
  for (let at = first; scale.zeroMs + at * 1000 <= scale.toMs; at += step) {
    const x = round(scale.x(scale.zeroMs + at * 1000));
    ticks.push(`<path d="M${x} ${bottom}v5" stroke="#888"/>`);
    ticks.push(text(x, bottom + 18, `${at} s`, 'text-anchor="middle"'));
  }
  return [
    `<rect x="${left}" y="${plotTop}" width="${plotWidth}" height="${plotHeight}" fill="#fafafa" stroke="#ccc"/>`,
    ...lines,
    ...ticks,
  ];
}

/** The slowest write of each pixel column, as one path of short strokes. */
function latencies(acks: readonly Ack[], scale: Scale): string {
  const columns = new Map<number, { low: number; high: number }>();
  for (const { atMs, tookMs } of acks) {
    if (atMs < scale.fromMs || atMs > scale.toMs) continue;
    const x = Math.round(scale.x(atMs));
    const column = columns.get(x);
    if (column) {
      column.low = Math.min(column.low, tookMs);
      column.high = Math.max(column.high, tookMs);
    } else columns.set(x, { low: tookMs, high: tookMs });
  }
  const strokes = [...columns].map(
    ([x, { low, high }]) => `M${x} ${round(scale.y(high))}V${round(scale.y(low) + 1)}`,
  );
  return `<path d="${strokes.join('')}" stroke="${colours.probe}" fill="none"/>`;
}

function gaps(acks: readonly Ack[], scale: Scale): string[] {
  const shapes: string[] = [];
  let lastLabel = -Infinity;
  for (const [index, { atMs }] of acks.entries()) {
    const before = acks[index - 1];
    if (!before || atMs - before.atMs < shadedMs || before.atMs < scale.fromMs) continue;
    const x = scale.x(before.atMs);
    const wide = Math.max(2, scale.x(atMs) - x);
    const gapMs = atMs - before.atMs;
    shapes.push(
      `<rect x="${round(x)}" y="${plotTop}" width="${round(wide)}" height="${plotHeight}" fill="${colours.gap}" fill-opacity="0.16"><title>no write for ${Math.round(gapMs)} ms</title></rect>`,
    );
    const middle = x + wide / 2;
    if (middle - lastLabel < 70) continue;
    lastLabel = middle;
    const words = gapMs >= 1000 ? `${(gapMs / 1000).toFixed(2)} s` : `${Math.round(gapMs)} ms`;
    shapes.push(
      text(
        Math.min(middle, width - right - 30),
        plotTop + 18,
        words,
        `text-anchor="middle" fill="${colours.gap}" font-weight="bold"`,
      ),
    );
  }
  return shapes;
}

/** What the drill did: a line down the plot, its words in the first of three rows that has room. */
function marks(result: DrillResult, scale: Scale): string[] {
  const rowEnds = [-Infinity, -Infinity, -Infinity];
  return result.trace.marks
    .filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
    .flatMap(({ atMs, words }) => {
      const x = scale.x(atMs);
      const short = words.length > 44 ? `${words.slice(0, 43)}…` : words;
      const wide = short.length * 6.2 + 8;
      const start = Math.min(x, width - right - wide);
      const row = rowEnds.findIndex((end) => end < start);
      const line = `<path d="M${round(x)} ${plotTop}V${plotTop + plotHeight}" stroke="${colours.mark}" stroke-dasharray="4 3"><title>${escape(words)}</title></path>`;
      if (row < 0) return [line];
      rowEnds[row] = start + wide;
      return [line, text(start, plotTop - 8 - row * 14, short, `fill="${colours.mark}"`)];
    });
}

function eventLanes(
  result: DrillResult,
  scale: Scale,
  top: number,
): { shapes: string[]; bottom: number } {
  const lanes = new Map<string, DrillEvent[]>();
  for (const event of result.trace.events) {
    if (event.atMs < scale.fromMs || event.atMs > scale.toMs) continue;
    const key = formatEndpoint(event.from);
    const lane = lanes.get(key);
    if (lane) lane.push(event);
    else lanes.set(key, [event]);
  }
  const shapes = [...lanes].sort().flatMap(([name, events], index) => {
    const y = top + index * laneHeight;
    return [
      text(
        left - 8,
        y + 12,
        name.split(':')[0]?.split('.').slice(2).join('.') ?? '',
        'text-anchor="end"',
      ),
      `<path d="M${left} ${y + 9}H${width - right}" stroke="#eee"/>`,
      ...events.map(({ atMs, channel, words }) => {
        const isTurn = /switch-master|promoted-slave|odown|tilt/.test(channel);
        return `<path d="M${round(scale.x(atMs))} ${y + 2}v14" stroke="${isTurn ? colours.mark : colours.event}" stroke-width="${isTurn ? 2 : 1}"><title>${escape(`${channel} ${words}`)}</title></path>`;
      }),
    ];
  });
  return { shapes, bottom: top + lanes.size * laneHeight };
}

/** Who is master, as a band. */
function masterBand(result: DrillResult, scale: Scale, y: number): string[] {
  const first = result.rounds[0]?.masterBefore;
  const changes = [
    ...(first === undefined ? [] : [{ atMs: scale.fromMs, words: first }]),
    ...result.trace.masters.filter(({ atMs }) => atMs >= scale.fromMs),
  ];
  const names = [...new Set(changes.map(({ words }) => words))];
  return changes.map(({ atMs, words }, index) => {
    const x = scale.x(atMs);
    const end = scale.x(changes[index + 1]?.atMs ?? scale.toMs);
    const colour = colours.master[names.indexOf(words) % colours.master.length] ?? '#555';
    const label = end - x > 50 ? text(x + 5, y + 13, words, 'fill="#fff"') : '';
    return `<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, end - x))}" height="18" fill="${colour}"><title>${escape(words)} is master</title></rect>${label}`;
  });
}

/** The first of each kind of event that a person looks for, with its time after the fault. */
function story(
  result: DrillResult,
  scale: Scale,
  top: number,
): { shapes: string[]; bottom: number } {
  const wanted =
    /^[+-](sdown|odown|try-failover|elected-leader|selected-slave|promoted-slave|switch-master|tilt|failover-abort.*)$/;
  const seen = new Set<string>();
  const lines = result.trace.events
    .filter(({ channel, atMs }) => wanted.test(channel) && atMs >= scale.zeroMs)
    .filter(({ channel, words }) => {
      const key = `${channel} ${words.split(' #')[0] ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 24)
    .map(({ channel, words, atMs }) => {
      const after = ((atMs - scale.zeroMs) / 1000).toFixed(2).padStart(6);
      return `${after} s  ${channel} ${words.slice(0, 70)}`;
    });
  const rows = Math.ceil(lines.length / 2);
  const shapes = lines.map((line, index) =>
    text(
      left + (index >= rows ? plotWidth / 2 : 0),
      top + (index % Math.max(rows, 1)) * 14,
      line,
      'xml:space="preserve" font-size="10"',
    ),
  );
  return { shapes, bottom: top + rows * 14 };
}

/** A picture of a drill: write latency over time, its faults, every sentinel event, who is master. */
export function renderSvg(result: DrillResult): string {
  const scale = scaleOf(result);
  const acks = result.trace.record.writers.find(({ name }) => name === 'probe')?.acks ?? [];
  const bandTop = plotTop + plotHeight + 30;
  const lanes = eventLanes(result, scale, bandTop + 26);
  const told = story(result, scale, lanes.bottom + 22);
  const height = told.bottom + 10;
  const verdict = result.pass ? 'pass' : `FAIL: ${result.problems[0] ?? ''}`;
  const figures = `gap ${Math.round(result.gapMs)} ms (median ${Math.round(result.medianGapMs)}), ${result.lost} lost, two writers ${Math.round(result.twoMastersMs)} ms, well again after ${Math.round(result.convergedMs)} ms`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11">`,
    `<rect width="${width}" height="${round(height)}" fill="#fff"/>`,
    text(left, 22, `${result.id} ${result.title}`, 'font-size="15" font-weight="bold"'),
    text(left, 40, `${verdict}; ${figures}`, `fill="${result.pass ? '#2a7d4f' : colours.gap}"`),
    ...axes(scale),
    ...gaps(acks, scale),
    latencies(acks, scale),
    ...marks(result, scale),
    text(left - 8, bandTop + 13, 'master', 'text-anchor="end"'),
    ...masterBand(result, scale, bandTop),
    ...lanes.shapes,
    ...told.shapes,
    '</svg>',
  ].join('\n')}\n`;
}
