import type { DrillSummary } from './describe-drill.ts';
import { verdictOf } from './describe-result.ts';
import { boundOf } from './drill-result.ts';
import { escape, round, shortTime } from '../../svg/svg-text.ts';

/** The ends of the logarithmic axis of the strip, in ms. */
const leastMs = 1;
const mostMs = 100_000;

/** Where a length of time is on the axis, in per cent of its width. */
function place(ms: number): number {
  const bounded = Math.min(Math.max(ms, leastMs), mostMs);
  return round((100 * Math.log10(bounded / leastMs)) / Math.log10(mostMs / leastMs));
}

/** The kind of a result: a class of the page, and a value of its filter. */
export function kindOf({ hasRun, pass }: Pick<DrillSummary, 'hasRun' | 'pass'>): string {
  if (!hasRun) return 'not-run';
  return pass ? 'pass' : 'fail';
}

/** What the filter of the page compares with: the words to search in, the result and the runtime. */
export const filterData = (result: DrillSummary) =>
  `data-words="${escape(`${result.id} ${result.name} ${result.title}`.toLowerCase())}" data-kind="${kindOf(result)}" data-runtime="${result.runtime}"`;

/** The id of the section of a drill. */
export const anchorOf = ({ id, runtime }: DrillSummary) => `${runtime}-${id}`;

function figuresOf(result: DrillSummary): string {
  if (!result.hasRun) return 'not run';
  const bound = boundOf(result, 'gap');
  const limit = bound ? ` of ${shortTime(bound.boundMs)}` : ', no limit';
  return `${shortTime(result.gapMs)}${limit}`;
}

function stripRow(result: DrillSummary): string {
  const bound = boundOf(result, 'gap');
  const mark = bound ? `<i class="mark" style="left:${place(bound.boundMs)}%"></i>` : '';
  const bar = result.hasRun
    ? `<i class="bar" style="width:${Math.max(0.5, place(result.gapMs))}%"></i>`
    : '';
  const label = `${result.name}: ${verdictOf(result)}, gap ${figuresOf(result)}`;
  return `<a class="row ${kindOf(result)}" href="#${anchorOf(result)}" ${filterData(result)} aria-label="${escape(label)}"><span>${result.id} ${escape(result.name)}</span><span class="track">${bar}${mark}</span><span>${escape(figuresOf(result))}</span><span>${verdictOf(result)}</span></a>`;
}

/** A row per drill: its gap as a bar on a logarithmic axis, and its limit as a mark. */
export function renderStrip(results: readonly DrillSummary[]): string {
  const ticks = [1, 10, 100, 1000, 10_000].map(
    (ms) => `<i style="left:${place(ms)}%">${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}</i>`,
  );
  return [
    '<div class="strip">',
    `<div class="row axis" aria-hidden="true"><span>drill</span><span class="track">${ticks.join('')}</span><span>gap of limit</span><span>result</span></div>`,
    ...results.map((result) => stripRow(result)),
    '</div>',
  ].join('\n');
}
