import { describeBounds, type DrillSummary } from './describe-drill.ts';
import { figureLines, verdictOf } from './describe-result.ts';
import type { Drill } from './drill.ts';
import {
  definitions,
  surroundingsLine,
  summaryLine,
  type ReportedDrills,
} from './render-report.ts';
import { pageScript, pageStyle } from './report-page-assets.ts';
import { anchorOf, filterData, kindOf, renderStrip } from './report-strip.ts';
import { pictureStyle } from './svg-style.ts';
import { escape } from '../../svg/svg-text.ts';

/** A picture as part of a page, which has the style of all pictures once, and its title and figures as text. */
const inline = (svg: string) =>
  svg
    .replace(`${pictureStyle}\n`, '')
    .replace(' xmlns="http://www.w3.org/2000/svg"', '')
    .replace(
      /viewBox="0 0 ([\d.]+) ([\d.]+)" data-head="([\d.]+)"/,
      (_, wide: string, high: string, head: string) =>
        `viewBox="0 ${head} ${wide} ${Number(high) - Number(head)}"`,
    )
    .trimEnd();

function runsOf({ runs, drawnRun }: DrillSummary): string[] {
  if (!runs) return [];
  const lines = runs.map(
    (problems, index) => `run ${index + 1}: ${problems.join('; ') || 'within all limits'}`,
  );
  return [
    `It was slow and ran ${runs.length} times; the median of each figure counts. Run ${drawnRun ?? 1} is drawn.`,
    ...lines,
  ];
}

const list = (lines: readonly string[]) =>
  lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>`;

function section(result: DrillSummary, svg: string, drill: Drill | undefined): string {
  const bounds = drill
    ? `<p class="dim">Required: ${escape(describeBounds(drill.bounds))}.</p>`
    : '';
  const picture = result.hasRun ? `<div class="scroll" tabindex="0">\n${inline(svg)}\n</div>` : '';
  return [
    `<section class="drill ${kindOf(result)}" id="${anchorOf(result)}" ${filterData(result)}>`,
    `<h3>${result.id} ${escape(result.name)} <span class="verdict">${verdictOf(result)}</span></h3>`,
    `<p>${escape(result.title)} (${result.runtime})</p>`,
    list(result.problems),
    list(result.hasRun ? figureLines(result) : []),
    list(runsOf(result)),
    bounds,
    picture,
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

const options = (values: readonly (readonly [value: string, words: string])[]) =>
  values.map(([value, words]) => `<option value="${value}">${words}</option>`).join('');

function filterForm(results: readonly DrillSummary[]): string {
  const runtimes = [...new Set(results.map(({ runtime }) => runtime))].sort();
  const kinds = options([
    ['', 'all results'],
    ['pass', 'passed'],
    ['fail', 'failed'],
    ['not-run', 'not run'],
  ]);
  const places = options([['', 'all'], ...runtimes.map((each) => [each, each] as const)]);
  return `<form class="filter" hidden><label>Filter <input name="words" type="search" placeholder="name or title"></label><label>Result <select name="kind">${kinds}</select></label><label>Runtime <select name="runtime">${places}</select></label><output class="dim"></output></form>`;
}

function part(one: ReportedDrills): string {
  const { heading, where, drills } = one;
  return [
    ...(heading === '' ? [] : [`<h2>${escape(heading)}</h2>`]),
    `<p><b>${escape(summaryLine(one))}</b></p>`,
    `<p class="dim">${escape(surroundingsLine(where))}</p>`,
    renderStrip(drills.map(({ result }) => result)),
  ].join('\n');
}

/**
 * Renders a report as one HTML page without any request: strips of all drills, a filter, each drill
 * with its picture, versions and machine.
 */
export function renderReportPage(parts: readonly ReportedDrills[]): string {
  const all = parts.flatMap(({ drills, known }) =>
    drills.map((one) => ({ ...one, drill: known.find(({ id }) => id === one.result.id) })),
  );
  const results = all.map(({ result }) => result);
  const passed = results.filter(({ pass }) => pass).length;
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Drill report: ${passed} of ${results.length} passed</title>`,
    pageStyle,
    pictureStyle,
    '</head>',
    '<body>',
    '<h1>Drill report</h1>',
    `<p>${escape(definitions.join(' '))} In the strip, a bar is the longest gap and a mark is the limit that was applied.</p>`,
    filterForm(results),
    ...parts.map(part),
    ...all.map(({ result, svg, drill }) => section(result, svg, drill)),
    pageScript,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}
