import { compareText } from '../../diagnostics/format-diagnostic.ts';
import { formatEndpoint } from '../endpoint.ts';
import type { DrillResult } from './drill-result.ts';
import type { DrillEvent } from './rig.ts';
import {
  colours,
  escape,
  laneHeight,
  left,
  plotWidth,
  right,
  round,
  text,
  width,
  type Scale,
} from './svg-scale.ts';

/** One lane per sentinel, one tick per event. */
export function eventLanes(
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
  const shapes = [...lanes]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, events], index) => {
      const y = top + index * laneHeight;
      return [
        text(
          left - 8,
          y + 12,
          name.split(':')[0]?.split('.').slice(2).join('.') ?? '',
          'text-anchor="end"',
        ),
        `<path d="M${left} ${y + 9}H${width - right}" stroke="#eee"/>`,
        ...events.map(({ atMs, channel, message }) => {
          const isTurn = /switch-master|promoted-slave|odown|tilt/.test(channel);
          return `<path d="M${round(scale.x(atMs))} ${y + 2}v14" stroke="${isTurn ? colours.mark : colours.event}" stroke-width="${isTurn ? 2 : 1}"><title>${escape(`${channel} ${message}`)}</title></path>`;
        }),
      ];
    });
  return { shapes, bottom: top + lanes.size * laneHeight };
}

/** The master over time, as a band. */
export function masterBand(result: DrillResult, scale: Scale, y: number): string[] {
  const first = result.rounds[0]?.masterBefore;
  const changes = [
    ...(first === undefined ? [] : [{ atMs: scale.fromMs, label: first }]),
    ...result.trace.masters.filter(({ atMs }) => atMs >= scale.fromMs),
  ];
  const names = [...new Set(changes.map(({ label }) => label))];
  return changes.map(({ atMs, label: name }, index) => {
    const x = scale.x(atMs);
    const end = scale.x(changes[index + 1]?.atMs ?? scale.toMs);
    const colour = colours.master[names.indexOf(name) % colours.master.length] ?? '#555';
    const label = end - x > 50 ? text(x + 5, y + 13, name, 'fill="#fff"') : '';
    return `<rect x="${round(x)}" y="${y}" width="${round(Math.max(1, end - x))}" height="18" fill="${colour}"><title>${escape(name)} is master</title></rect>${label}`;
  });
}

/** The first event of each important kind, with its time after the fault. */
export function eventTimeline(
  result: DrillResult,
  scale: Scale,
  top: number,
): { shapes: string[]; bottom: number } {
  const wanted =
    /^[+-](sdown|odown|try-failover|elected-leader|selected-slave|promoted-slave|switch-master|tilt|failover-abort.*)$/;
  const seen = new Set<string>();
  const lines = result.trace.events
    .filter(({ channel, atMs }) => wanted.test(channel) && atMs >= scale.zeroMs)
    .filter(({ channel, message }) => {
      const key = `${channel} ${message.split(' #')[0] ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 24)
    .map(({ channel, message, atMs }) => {
      const after = ((atMs - scale.zeroMs) / 1000).toFixed(2).padStart(6);
      return `${after} s  ${channel} ${message.slice(0, 58)}`;
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
