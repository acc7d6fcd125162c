import { figureLines, verdictOf } from './describe-result.ts';
import { drawnGaps } from './drawn-gaps.ts';
import type { DrillSummary } from './describe-drill.ts';
import type { DrillResult } from './drill-result.ts';
import { acksOf } from './measure.ts';
import { pictureList } from './picture-rows.ts';
import { lanes } from './svg-lanes.ts';
import { legendShapes } from './svg-legend.ts';
import { listShapes } from './svg-list.ts';
import {
  axes,
  axisHeight,
  bounds,
  gaps,
  latencies,
  stepLabels,
  stepLabelsHeight,
  stepLines,
} from './svg-plot.ts';
import { margin, svgScaleOf, width } from './svg-scale.ts';
import { pictureStyle } from './svg-style.ts';
import {
  escape,
  fontSize,
  Labels,
  lineHeight,
  round,
  text,
  textWidth,
  wrap,
} from '../../svg/svg-text.ts';

const charsPerLine = Math.floor((width - 2 * margin) / textWidth('x'));

/** The place of a note beside the verdict, which only a later run can need. */
const runsNote = (y: number) => `<text class="runs dim" x="${margin + 80}" y="${y}"></text>`;

/** Adds to a picture which run of several it shows. Those have a result together. */
export function noteRuns(
  svg: string,
  { runs = [], drawnRun = 1, ...result }: DrillSummary,
): string {
  if (runs.length < 2) return svg;
  const words = `run ${drawnRun} of ${runs.length}; result of all runs, by the median of each figure: ${verdictOf(result)}`;
  return svg.replace(/(<text class="runs dim"[^>]*>)/, (start) => start + escape(words));
}

/** Title, verdict, every problem, and the figures. */
function headShapes(result: DrillResult): { shapes: string[]; bottom: number } {
  const titleSize = 15;
  const titles = wrap(
    `${result.id} ${result.title}`,
    Math.floor((width - 2 * margin) / textWidth('x', titleSize)),
  );
  const kind = result.pass ? 'good' : 'bad';
  const lines = [
    ...[verdictOf(result), ...result.problems].flatMap((words) =>
      wrap(words, charsPerLine).map((line) => ({ words: line, kind })),
    ),
    ...figureLines(result).flatMap((words) =>
      wrap(words, charsPerLine).map((line) => ({ words: line, kind: undefined })),
    ),
  ];
  const top = 24 + titles.length * 18;
  return {
    shapes: [
      ...titles.map((words, index) =>
        text({ x: margin, y: 24 + index * 18, words, size: titleSize, kind: 'title' }),
      ),
      runsNote(top),
      ...lines.map(({ words, kind: lineKind }, index) =>
        text({
          x: margin,
          y: top + index * lineHeight,
          words,
          ...(lineKind === undefined ? {} : { kind: lineKind }),
        }),
      ),
    ],
    bottom: top + lines.length * lineHeight,
  };
}

/** Renders a drill: duration of writes, gaps and their limit, losses, the master, and every event. */
export function renderSvg(result: DrillResult): string {
  const drawn = drawnGaps(result);
  const head = headShapes(result);
  const legend = legendShapes(drawn, head.bottom + 6);
  const steps = stepLabels(result, svgScaleOf(result, 0, drawn).x, drawn);
  const plotTop = round(legend.bottom + stepLabelsHeight(steps.rows));
  const scale = svgScaleOf(result, plotTop, drawn);
  const labels = new Labels();
  const below = lanes(result, drawn, scale, scale.plotBottom + axisHeight + 6);
  const list = listShapes(pictureList(result, drawn), scale.zeroMs, below.bottom + 24);
  const height = round(list.bottom + 6);
  const id = `drill-${result.runtime}-${result.id}`;
  const described = [verdictOf(result), ...result.problems, ...figureLines(result)].join('. ');
  return `${[
    `<svg class="drill-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" data-head="${round(head.bottom - lineHeight / 2)}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="${fontSize}" role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escape(`Drill ${result.id} ${result.name}: ${result.title}`)}</title>`,
    `<desc id="${id}-desc">${escape(described)}</desc>`,
    pictureStyle,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...head.shapes,
    ...legend.shapes,
    ...axes(scale, labels),
    latencies(acksOf(result.trace.record, 'probe'), scale),
    ...stepLines(result, scale),
    ...bounds(result, scale, labels),
    ...gaps(drawn, scale, labels),
    ...steps.labels.map((label) => text({ ...label, y: plotTop + label.y })),
    ...below.shapes,
    ...list.shapes,
    '</svg>',
  ].join('\n')}\n`;
}
