import { counted } from '../../diagnostics/counted.ts';
import { formatEndpoint } from '../endpoint.ts';
import { describeEvent, isTurn, sentinelIds } from './describe-event.ts';
import type { DrawnGaps } from './drawn-gaps.ts';
import type { DrillResult } from './drill-result.ts';
import type { DrillEvent } from './rig.ts';

/** A row of the list below a picture. */
export interface PictureRow {
  readonly atMs: number;
  readonly words: string;
  /** Rows of a lower rank are kept first: 0 steps and gaps, 1 a new master, 2 turns of a failover, 3 other events. */
  readonly rank: 0 | 1 | 2 | 3;
  /** How many events it has. */
  readonly events: number;
}

/** The list below a picture, and how much it leaves out. */
export interface PictureList {
  readonly rows: readonly PictureRow[];
  /** What is not in the list, as sentences. */
  readonly more: readonly string[];
}

/** Most rows of a list. */
export const mostRows = 50;

/** Equal events within this time are one row, in ms. */
const togetherMs = 3000;

interface Group {
  readonly atMs: number;
  readonly first: DrillEvent;
  readonly sentence: string;
  readonly actors: Set<string>;
  events: number;
}

function groupsOf(result: DrillResult, shown: readonly DrillEvent[]): Group[] {
  const { events, names } = result.trace;
  const ids = sentinelIds(events, names);
  const open = new Map<string, Group>();
  const groups: Group[] = [];
  for (const event of shown) {
    const sentence = describeEvent(event, names, ids);
    const at = formatEndpoint(event.from);
    const actor = names.get(at) ?? at;
    const group = open.get(sentence);
    if (group && event.atMs - group.atMs <= togetherMs) {
      group.actors.add(actor);
      group.events += 1;
      continue;
    }
    const next = {
      atMs: event.atMs,
      first: event,
      sentence,
      actors: new Set([actor]),
      events: 1,
    };
    open.set(sentence, next);
    groups.push(next);
  }
  return groups;
}

function rankOf(event: DrillEvent): PictureRow['rank'] {
  if (event.channel === '+switch-master') return 1;
  return isTurn(event) ? 2 : 3;
}

function eventRows(result: DrillResult, shown: readonly DrillEvent[]): PictureRow[] {
  const sentinels = new Set(result.trace.events.map(({ from }) => formatEndpoint(from))).size;
  return groupsOf(result, shown).map(({ atMs, first, sentence, actors, events }) => {
    const all = actors.size === sentinels && sentinels > 2;
    const kind = [...actors].every((name) => name.startsWith('node-')) ? 'nodes' : 'sentinels';
    const who = all ? `all ${kind}` : [...actors].sort().join(', ');
    const often = events > actors.size ? `, ${events} times` : '';
    return { atMs, words: `${who}: ${sentence}${often}`, rank: rankOf(first), events };
  });
}

/** When writes were acknowledged that are lost. */
function lossRows({ trace: { lostWrites } }: DrillResult, zeroMs: number): PictureRow[] {
  const times = lostWrites.map(({ atMs }) => atMs).sort((a, b) => a - b);
  const [first] = times;
  if (first === undefined) return [];
  const until = (((times.at(-1) ?? first) - zeroMs) / 1000).toFixed(2);
  const words = `${counted(times.length, 'write')} acknowledged from here to ${until} s: lost`;
  return [{ atMs: first, words, rank: 0, events: 0 }];
}

const row = (atMs: number, words: string): PictureRow => ({ atMs, words, rank: 0, events: 0 });

/** Lists steps, gaps, losses and every event within the times of a picture. */
export function pictureList(result: DrillResult, drawn: DrawnGaps): PictureList {
  const { fromMs, toMs, zeroMs } = drawn;
  const { events, marks } = result.trace;
  const isShown = ({ atMs }: { atMs: number }) => atMs >= fromMs && atMs <= toMs;
  const all = [
    ...marks.filter((mark) => isShown(mark)).map(({ atMs, label }) => row(atMs, `step: ${label}`)),
    ...drawn.counted.map(({ fromMs: atMs, ms }) =>
      row(atMs, `no acknowledged write for ${Math.round(ms)} ms`),
    ),
    ...drawn.before.map(({ fromMs: atMs, ms }) =>
      row(atMs, `no acknowledged write for ${Math.round(ms)} ms: noise of the machine`),
    ),
    ...lossRows(result, zeroMs),
    ...eventRows(
      result,
      events.filter((event) => isShown(event)),
    ),
  ];
  // The sort is stable: what happens first stays first within a rank.
  all.sort((a, b) => a.atMs - b.atMs);
  const byRank = [...all].sort((a, b) => a.rank - b.rank);
  const kept = new Set(byRank.slice(0, mostRows));
  const left = byRank.slice(mostRows);
  const leftEvents = left.reduce((sum, one) => sum + one.events, 0);
  const leftOthers = left.filter((one) => one.events === 0).length;
  const outside = events.filter((event) => !isShown(event)).length;
  return {
    rows: all.filter((one) => kept.has(one)),
    more: [
      ...(leftEvents === 0
        ? []
        : [`${leftEvents} more events: each is a tick above, with its text.`]),
      ...(leftOthers === 0 ? [] : [`${leftOthers} more steps and gaps: each is drawn above.`]),
      ...(outside === 0
        ? []
        : [`${counted(outside, 'event')} before or after the times of this picture.`]),
    ],
  };
}
