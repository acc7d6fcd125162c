import { compareText } from '../../diagnostics/format-diagnostic.ts';
import { counted } from '../../diagnostics/counted.ts';
import { formatEndpoint } from '../endpoint.ts';
import { describeEvent, isTurn, sentinelIds } from './describe-event.ts';
import type { DrawnGaps } from './drawn-gaps.ts';
import { allRounds, type DrillResult } from './drill-result.ts';
import { lengthOfLongest } from './measure.ts';
import type { DrillEvent } from './rig.ts';
import { masterColours } from './svg-style.ts';
import { laneHeight, left, right, width, type Scale } from './svg-scale.ts';
import { escape, round, shortTime, text, textWidth } from '../../svg/svg-text.ts';

/** One row below the plot: its name, what it shows, and its figure at the right. */
interface Lane {
  readonly name: string;
  readonly figure: string;
  readonly shapes: (y: number) => readonly string[];
}

function untouchedLane({ untouched, zeroMs }: DrawnGaps, scale: Scale): Lane {
  if (!untouched) return { name: 'no untouched server', figure: '', shapes: () => [] };
  const isBefore = ({ toMs }: { toMs: number }) => toMs <= zeroMs;
  const before = lengthOfLongest(untouched.filter((gap) => isBefore(gap)));
  const after = lengthOfLongest(untouched.filter((gap) => !isBefore(gap)));
  return {
    name: 'untouched server',
    figure: `${shortTime(before)}, then ${shortTime(after)}`,
    shapes: (y) =>
      untouched.map(({ fromMs, toMs, ms }) => {
        const x = scale.x(fromMs);
        const wide = Math.max(1, scale.x(toMs) - x);
        return `<rect class="noise" x="${round(x)}" y="${y + 2}" width="${round(wide)}" height="14"><title>untouched server: no write for ${Math.round(ms)} ms</title></rect>`;
      }),
  };
}

/** One tick for all lost writes of a pixel column. */
function lossLane(result: DrillResult, scale: Scale): Lane {
  const { lostWrites } = result.trace;
  const columns = new Map<number, string[]>();
  for (const { atMs, writer } of lostWrites) {
    const x = Math.round(scale.x(atMs));
    const column = columns.get(x);
    if (column) column.push(writer);
    else columns.set(x, [writer]);
  }
  return {
    name: 'lost writes',
    figure: `${result.lost} lost`,
    shapes: (y) =>
      [...columns].map(
        ([x, writers]) =>
          `<path class="loss" d="M${x} ${y + 2}v14"><title>${counted(writers.length, 'lost write')}: ${[...new Set(writers)].join(', ')}</title></path>`,
      ),
  };
}

/** The master over time, as a band. */
function masterLane(result: DrillResult, scale: Scale): Lane {
  const first = allRounds(result)[0]?.masterBefore;
  const changes = [
    ...(first === undefined ? [] : [{ atMs: scale.fromMs, label: first }]),
    ...result.trace.masters.filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs),
  ];
  const names = [...new Set(changes.map(({ label }) => label))];
  const shapes = (y: number) =>
    changes.map(({ atMs, label: name }, index) => {
      const x = scale.x(atMs);
      const end = scale.x(changes[index + 1]?.atMs ?? scale.toMs);
      const colour = masterColours[names.indexOf(name) % masterColours.length] ?? '';
      const hasRoom = end - x > textWidth(name) + 10;
      const label = hasRoom ? text({ x: x + 5, y: y + 13, words: name, kind: 'on' }) : '';
      return `<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, end - x))}" height="18" fill="${colour}"><title>${escape(name)} is master</title></rect>${label}`;
    });
  const changed = Math.max(0, changes.length - 1);
  return { name: 'master', figure: counted(changed, 'change'), shapes };
}

/** One lane per sentinel, one tick per event. */
function sentinelLanes(result: DrillResult, scale: Scale): Lane[] {
  const { events, names } = result.trace;
  const ids = sentinelIds(events, names);
  const bySentinel = new Map<string, DrillEvent[]>();
  for (const event of events) {
    if (event.atMs < scale.fromMs || event.atMs > scale.toMs) continue;
    const at = formatEndpoint(event.from);
    const name = names.get(at) ?? at;
    const lane = bySentinel.get(name);
    if (lane) lane.push(event);
    else bySentinel.set(name, [event]);
  }
  return [...bySentinel]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, seen]) => ({
      name: textWidth(name) < left - 12 ? name : name.replace(/:\d+$/, '').slice(-17),
      figure: counted(seen.length, 'event'),
      shapes: (y) =>
        seen.map(
          (event) =>
            `<path class="${isTurn(event) ? 'turn' : 'event'}" d="M${round(scale.x(event.atMs))} ${y + 2}v14"><title>${escape(`${name}: ${describeEvent(event, names, ids)} (${event.channel})`)}</title></path>`,
        ),
    }));
}

/** Everything below the axis of the plot that has the same times. */
export function lanes(
  result: DrillResult,
  drawn: DrawnGaps,
  scale: Scale,
  top: number,
): { shapes: string[]; bottom: number } {
  const all = [
    untouchedLane(drawn, scale),
    lossLane(result, scale),
    masterLane(result, scale),
    ...sentinelLanes(result, scale),
  ];
  const shapes = all.flatMap(({ name, figure, shapes: shapesAt }, index) => {
    const y = round(top + index * (laneHeight + 2));
    return [
      text({ x: left - 8, y: y + 13, words: name, anchor: 'end' }),
      `<path class="grid" d="M${left} ${y + 9}H${width - right}"/>`,
      ...shapesAt(y),
      text({ x: width - right + 6, y: y + 13, words: figure, kind: 'dim' }),
    ];
  });
  return { shapes, bottom: top + all.length * (laneHeight + 2) };
}
