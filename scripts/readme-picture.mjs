// Draws the picture of README.md from the drill report's picture of master-killed, in light and dark:
// `npm run readme:picture`. `npm run drills:report` does the same at its end.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const source = path.join(root, 'docs', 'drill-report', '04-master-killed.svg');

const themes = {
  light: {
    page: '#ffffff',
    plot: '#f6f8fa',
    line: '#d1d9e0',
    text: '#1f2328',
    faint: '#59636e',
    write: '#0969da',
    gap: '#cf222e',
    masters: ['#1a7f37', '#8250df', '#bc4c00', '#0a7ea4', '#bf3989'],
  },
  dark: {
    page: '#0d1117',
    plot: '#151b23',
    line: '#3d444d',
    text: '#f0f6fc',
    faint: '#9198a1',
    write: '#4493f8',
    gap: '#f85149',
    masters: ['#238636', '#8957e5', '#bd561d', '#1b7c9c', '#bf4b8a'],
  },
};

/** All matches of a pattern, each with its groups as numbers where they are numbers. */
const matches = (text, pattern) =>
  [...text.matchAll(pattern)].map(([, ...groups]) =>
    groups.map((group) => (/^[\d.]+$/.test(group) ? Number(group) : group)),
  );

function needed(value, what) {
  if (value === undefined || value.length === 0) throw new Error(`${source} has no ${what}`);
  return value;
}

/** What the report's picture shows. Coordinates are those of that picture. */
function parseReport(svg) {
  const box = /<rect class="plot" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/;
  const [, left, top, width, height] = needed(box.exec(svg) ?? undefined, 'plot').map(Number);
  const number = '"([\\d.]+)"';
  const place = `x=${number} y=${number} width=${number}`;
  return {
    left,
    top,
    width,
    height,
    lost: needed(/\blost writes (\d+)/.exec(svg)?.[1], 'count of lost writes'),
    gaps: needed(
      matches(
        svg,
        new RegExp(
          `<rect class="gap" ${place}[^>]*><title>no acknowledged write for (\\d+) ms`,
          'g',
        ),
      ),
      'gap',
    ).map(([x, y, wide, ms]) => ({ x, y, wide, ms })),
    masters: needed(
      matches(svg, new RegExp(`<rect ${place}[^>]*><title>(\\S+) is master`, 'g')),
      'master',
    ).map(([x, , wide, name]) => ({ x, wide, name })),
    kills: matches(svg, new RegExp(`<text x=${number}[^>]*class="steps">kill (\\S+)</text>`, 'g')),
    ticks: matches(
      svg,
      new RegExp(`<text x=${number}[^>]*class="tick"[^>]*>(-?\\d+ s)</text>`, 'g'),
    ),
    levels: matches(
      svg,
      new RegExp(`<text x=${number} y=${number} class="level"[^>]*>(\\d+ m?s)</text>`, 'g'),
    ),
    writes: needed(/<path class="write" d="(M\d+ [\d.]+V[^"]+)"/.exec(svg)?.[1], 'write'),
  };
}

const seconds = (ms) => (ms / 1000).toFixed(2);

/** The picture of README.md as SVG. */
export function renderPicture(svg, theme) {
  const { left, top, width, height, lost, gaps, masters, kills, ticks, levels, writes } =
    parseReport(svg);
  const colour = themes[theme];
  const right = left + width;
  const bottom = top + height;
  const bandTop = bottom + 40;
  const pageTop = top - 96;
  const names = [...new Set(masters.map(({ name }) => name))];
  const times = gaps.map(({ ms }) => ms);
  const title = `The master is killed ${kills.length} times: writes resume within ${seconds(Math.max(...times))} s`;
  const detail = `Measured with default settings (down_after_ms 2000). Acknowledged writes lost in this run: ${lost}.`;
  const text = (x, y, words, extra = '') => `<text x="${x}" y="${y}" ${extra}>${words}</text>`;
  const rect = (x, y, wide, high, extra) =>
    `<rect x="${x}" y="${y}" width="${wide}" height="${high}" ${extra}/>`;
  const middle = 'text-anchor="middle"';
  const end = `text-anchor="end" fill="${colour.faint}"`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left - 90} ${pageTop} ${width + 110} ${bandTop + 74 - pageTop}" role="img" aria-labelledby="title detail" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="16" fill="${colour.text}">`,
    `<title id="title">${title}</title>`,
    `<desc id="detail">${detail}</desc>`,
    rect(left - 90, pageTop, width + 110, bandTop + 74 - pageTop, `fill="${colour.page}"`),
    text(left, pageTop + 30, title, 'font-size="22" font-weight="600"'),
    text(left, pageTop + 56, detail, `fill="${colour.faint}"`),
    rect(left, top, width, height, `fill="${colour.plot}" stroke="${colour.line}"`),
    ...levels.flatMap(([, y, words]) => [
      `<path d="M${left} ${y - 4}H${right}" stroke="${colour.line}"/>`,
      text(left - 8, y + 2, words, end),
    ]),
    ...ticks.flatMap(([x, words]) => [
      `<path d="M${x} ${bottom}v6" stroke="${colour.faint}"/>`,
      text(x, bottom + 24, words, `${middle} fill="${colour.faint}"`),
    ]),
    ...gaps.flatMap(({ x, wide, ms }) => [
      rect(x, top, wide, height, `fill="${colour.gap}" fill-opacity="0.18"`),
      wide < 40
        ? ''
        : text(
            (x + wide / 2).toFixed(1),
            top + 24,
            `${seconds(ms)} s`,
            `${middle} fill="${colour.gap}" font-weight="600"`,
          ),
    ]),
    `<path d="${writes}" stroke="${colour.write}" fill="none"/>`,
    ...kills.map(([x, name]) => text(x, top - 10, `kill ${name}`, `fill="${colour.gap}"`)),
    text(left - 8, bandTop + 18, 'master', end),
    ...masters.flatMap(({ x, wide, name }) => [
      rect(x, bandTop, wide, 26, `fill="${colour.masters[names.indexOf(name) % 5]}"`),
      text(x + 8, bandTop + 18, name, 'fill="#fff"'),
    ]),
    rect(left, bandTop + 46, 14, 14, `fill="${colour.write}"`),
    text(left + 22, bandTop + 59, 'time until a write is acknowledged'),
    rect(left + 310, bandTop + 46, 14, 14, `fill="${colour.gap}" fill-opacity="0.35"`),
    text(left + 332, bandTop + 59, 'no write is acknowledged'),
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

/** Where the picture of a theme is, from the root of the project. */
export const pictureFile = (theme) => `docs/master-killed-${theme}.svg`;

/** Draws both pictures. */
export function writePictures() {
  const svg = readFileSync(source, 'utf8');
  for (const theme of Object.keys(themes)) {
    writeFileSync(path.join(root, pictureFile(theme)), renderPicture(svg, theme));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writePictures();
