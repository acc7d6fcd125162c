import { escape, fontSize, lineHeight, round, text, textWidth, wrap } from '../../svg/svg-text.ts';
import { themeStyle } from '../../svg/theme.ts';
import {
  headlineOf,
  placedWords,
  promiseWords,
  wantedWords,
  type DescribedPlan,
} from '../describe-plan.ts';
import { colourOf } from './block-colours.ts';
import { bandShapes, pictureWidth, type Colours } from './svg-band.ts';
import { shownPictures, type ShownPicture } from './picture-columns.ts';

const margin = 24;
const titleSize = 15;

/** In the title of every picture. */
export const pictureMark = 'Placement of the stack';

/** Pictures that are drawn; each service has its own worst placement. */
const mostPictures = 4;

/** What a picture shows of a placement: three rows of columns. */
const size = { columns: 18, blocks: 12 };

const style = `<style>
${themeStyle('.plan-picture')}
.plan-picture text{fill:var(--ink)}.plan-picture .paper{fill:var(--paper)}.plan-picture .host{fill:var(--plot);stroke:var(--line)}
.plan-picture .lost{fill:var(--plot);stroke:var(--gap);stroke-width:2;stroke-dasharray:6 4}
.plan-picture .excluded,.plan-picture .rest{fill:none;stroke:var(--line);stroke-dasharray:3 3}
.plan-picture .waiting{fill:none;stroke:var(--gap)}.plan-picture .unplaced{fill:none;stroke:var(--gap);stroke-dasharray:3 3}
.plan-picture text.title{font-weight:bold}.plan-picture text.dim{fill:var(--dim)}.plan-picture text.good{fill:var(--good)}
.plan-picture text.bad{fill:var(--gap)}.plan-picture text.on{fill:#fff}
</style>`;

/** A part of the picture from `top` on. */
interface Part {
  readonly shapes: readonly string[];
  readonly bottom: number;
}

const charsPerLine = Math.floor((pictureWidth - 2 * margin) / textWidth('x'));

/** Lines of text, wrapped. */
function lines(all: readonly (readonly [words: string, kind?: string])[], top: number): Part {
  const rows = all.flatMap(([words, kind]) =>
    wrap(words, charsPerLine).map((row) => ({ words: row, kind })),
  );
  return {
    shapes: rows.map(({ words, kind }, index) =>
      text({
        x: margin,
        y: top + index * lineHeight,
        words,
        ...(kind === undefined ? {} : { kind }),
      }),
    ),
    bottom: top + rows.length * lineHeight,
  };
}

/** What each color means, and whether the service is placed. */
function legend({ plan }: DescribedPlan, colours: Colours, top: number): Part {
  let [x, y] = [margin, top];
  const shapes = plan.services.flatMap((service) => {
    const words = `${service.name} × ${wantedWords(service)}, ${placedWords(service)}`;
    const wide = 20 + textWidth(words) + 20;
    if (x > margin && x + wide > pictureWidth - margin) [x, y] = [margin, y + lineHeight];
    const at = x;
    x += wide;
    return [
      `<rect x="${round(at)}" y="${y - 10}" width="14" height="12" rx="2" fill="${colours(service.name)}"/>`,
      text({ x: at + 20, y, words, kind: service.outcome === 'never' ? 'bad' : 'dim' }),
    ];
  });
  return { shapes, bottom: y + lineHeight };
}

function placement({ title: words, columns }: ShownPicture, colours: Colours, top: number): Part {
  const title = lines([[words, 'title']], top);
  const bands = bandShapes(columns, colours, title.bottom - 4);
  return { shapes: [...title.shapes, ...bands.shapes], bottom: bands.bottom + 14 };
}

/** The results below the title. */
function findings({ plan }: DescribedPlan): (readonly [string, string])[] {
  const reasons = plan.services.flatMap(({ name, outcome, reason }) =>
    reason ? [[`${name}: ${reason.words}`, outcome === 'never' ? 'bad' : 'dim'] as const] : [],
  );
  const promises = plan.promises.map((promise) => {
    const kind = { kept: 'good', broken: 'bad', undecided: 'dim' }[promise.outcome];
    return [`${promise.name}: ${promiseWords(promise)}. ${promise.words}`, kind] as const;
  });
  const together = plan.reason === undefined ? [] : [[plan.reason, 'bad'] as const];
  return [...together, ...reasons, ...promises];
}

/** Draws a plan: hosts as columns, containers as blocks, for the placements that lose most. */
export function renderPlanSvg(described: DescribedPlan): string {
  const { name, plan } = described;
  const services = plan.services.map((service) => service.name);
  const colours = colourOf(services);
  const headline = headlineOf(described);
  const title = `${pictureMark} ${name}`;
  const found = findings(described);
  const titleChars = Math.floor((pictureWidth - 2 * margin) / textWidth('x', titleSize));
  const parts = wrap(headline, titleChars).map((words, index) =>
    text({ x: margin, y: 28 + index * 20, words, size: titleSize, kind: 'title' }),
  );
  let bottom = 30 + parts.length * 20;
  const add = ({ shapes, bottom: next }: Part) => {
    parts.push(...shapes);
    bottom = next;
  };
  add(lines(found, bottom));
  add(legend(described, colours, bottom + 8));
  for (const picture of shownPictures(plan.pictures, services, size).slice(0, mostPictures)) {
    add(placement(picture, colours, bottom + 16));
  }
  const height = round(bottom + 6);
  const summary = [headline, ...found.map(([words]) => words)].join('. ');
  return `${[
    `<svg class="plan-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="${fontSize}" role="img" aria-labelledby="plan-title plan-desc">`,
    `<title id="plan-title">${escape(title)}</title>`,
    `<desc id="plan-desc">${escape(summary)}</desc>`,
    style,
    `<rect class="paper" width="${pictureWidth}" height="${height}"/>`,
    ...parts,
    '</svg>',
  ].join('\n')}\n`;
}
