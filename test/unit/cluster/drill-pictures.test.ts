import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureLines } from '../../../src/cluster/drills/describe-result.ts';
import { drawnGaps } from '../../../src/cluster/drills/drawn-gaps.ts';
import { allRounds, boundOf, type DrillResult } from '../../../src/cluster/drills/drill-result.ts';
import { pictureList } from '../../../src/cluster/drills/picture-rows.ts';
import { noteRuns, renderSvg } from '../../../src/cluster/drills/render-svg.ts';
import { descendants, parseMarkup, type Element } from '../../support/markup.ts';
import { drillResult } from './generated-drill.ts';

const property = (check: (result: DrillResult, elements: Element[]) => void) =>
  fc.assert(
    fc.property(drillResult, (result) => {
      const all = { ...result, runs: [['slow'], [], ['slow']], drawnRun: 3 };
      check(result, descendants(parseMarkup(noteRuns(renderSvg(result), all))));
    }),
    { numRuns: 150 },
  );

const number = ({ attributes }: Element, name: string) => Number(attributes.get(name));
const titleOf = ({ children }: Element) => children.find(({ tag }) => tag === 'title')?.text ?? '';
/** The elements of a class that have a title: those of the legend have none. */
const titled = (elements: readonly Element[], kind: string) =>
  elements.filter((one) => one.attributes.get('class') === kind && titleOf(one) !== '');
const lengthIn = (words: string) => Number(/(\d+) ms/.exec(words)?.[1]);

/** The longest time without an acknowledgement after the first fault, from the list of all of them. */
function longestAfterFault(result: DrillResult): number {
  const rounds = allRounds(result);
  const [zeroMs, endMs] = [rounds[0]?.fromMs ?? 0, rounds.at(-1)?.toMs ?? 0];
  const times = result.trace.record.writers[0]?.acks.map(({ atMs }) => atMs) ?? [];
  const all = [...times.filter((at) => at < endMs), endMs].sort((a, b) => a - b);
  return Math.max(
    ...all.flatMap((at, index) => (index > 0 && at > zeroMs ? [at - (all[index - 1] ?? at)] : [])),
  );
}

describe('the picture of a drill', () => {
  test('has the printed gap as its longest bar, and counts every bar', () => {
    property((result, elements) => {
      const bars = titled(elements, 'gap');
      const longest = Math.max(...bars.map((bar) => lengthIn(titleOf(bar))));
      expect(longest).toBe(Math.round(longestAfterFault(result)));
      expect(longest).toBe(Math.round(result.gapMs));
      expect(figureLines(result)[0]).toMatch(new RegExp(`^gap ${longest} ms`));
      const legend = elements.find(({ text }) => text.startsWith('gap since the first fault'));
      expect(legend?.text).toContain(`(${bars.length} drawn)`);
    });
  });

  test('has bars as wide as they are long, on the right side of the first fault', () => {
    property((result, elements) => {
      const plot = elements.find(({ attributes }) => attributes.get('class') === 'plot');
      if (!plot) throw new Error('there is no plot');
      const { fromMs, toMs, zeroMs } = drawnGaps(result);
      // A picture covers at least one millisecond.
      const perMs = number(plot, 'width') / Math.max(1, toMs - fromMs);
      const zero = number(plot, 'x') + (zeroMs - fromMs) * perMs;
      for (const bar of titled(elements, 'gap')) {
        const end = number(bar, 'x') + number(bar, 'width');
        expect(end).toBeGreaterThan(zero - 0.2);
        // A part of it can be before the picture begins; it is at least a pixel wide.
        const length = Math.max(1, lengthIn(titleOf(bar)) * perMs);
        const isWhole = number(bar, 'x') > number(plot, 'x');
        const difference = length - number(bar, 'width');
        expect(difference).toBeLessThan(isWhole ? 0.2 + perMs : Infinity);
        expect(difference).toBeGreaterThan(-0.2 - perMs);
      }
      const before = titled(elements, 'noise').filter((bar) => titleOf(bar).startsWith('before'));
      for (const bar of before) {
        expect(number(bar, 'x')).toBeLessThan(zero);
        expect(lengthIn(titleOf(bar))).toBeLessThanOrEqual(Math.round(result.noiseBefore.probeMs));
      }
    });
  });

  test('draws and prints the bound that was applied', () => {
    property((result, elements) => {
      const lines = titled(elements, 'bound').map((line) => titleOf(line));
      const bounds = (['gap', 'median-gap'] as const).flatMap((of) => boundOf(result, of) ?? []);
      expect(lines.map((line) => lengthIn(line))).toEqual(
        bounds.map(({ boundMs }) => Math.round(boundMs)),
      );
      const printed = figureLines(result)[0];
      for (const { boundMs } of bounds)
        expect(printed).toContain(`limit ${Math.round(boundMs)} ms`);
    });
  });

  test('draws each event or counts it', () => {
    property((result, elements) => {
      const drawn = titled(elements, 'event').length + titled(elements, 'turn').length;
      const { rows, more } = pictureList(result, drawnGaps(result));
      const notes = elements.filter(({ text }) => more.includes(text));
      expect(notes).toHaveLength(more.length);
      const counted = (pattern: RegExp) =>
        more.reduce((sum, words) => sum + Number(pattern.exec(words)?.[1] ?? 0), 0);
      const outside = counted(/^(\d+) events? before or after/);
      const left = counted(/^(\d+) more events?/);
      expect(drawn + outside).toBe(result.trace.events.length);
      expect(rows.reduce((sum, { events }) => sum + events, 0) + left).toBe(drawn);
    });
  });

  test('lists each step and gap, or counts it', () => {
    property((result) => {
      const drawn = drawnGaps(result);
      const { rows, more } = pictureList(result, drawn);
      const steps = result.trace.marks.filter(
        ({ atMs }) => atMs >= drawn.fromMs && atMs <= drawn.toMs,
      );
      const losses = result.trace.lostWrites.length > 0 ? 1 : 0;
      const left = Number(/^(\d+) more steps/m.exec(more.join('\n'))?.[1] ?? 0);
      const all = steps.length + drawn.counted.length + drawn.before.length + losses;
      expect(rows.filter(({ rank }) => rank === 0).length + left).toBe(all);
    });
  });

  test('draws each lost write', () => {
    property((result, elements) => {
      const ticks = titled(elements, 'loss').map((tick) => Number.parseInt(titleOf(tick), 10));
      const { lostWrites } = result.trace;
      expect(ticks.reduce((sum, count) => sum + count, 0)).toBe(lostWrites.length);
    });
  });
});

/** Where a text is, with characters as wide as in Menlo and DejaVu Sans Mono. */
function boxOf(element: Element) {
  const size = Number(element.attributes.get('font-size') ?? 11);
  const wide = [...element.text.replaceAll(/&\w+;/g, 'x')].length * size * 0.602;
  const x = number(element, 'x');
  const y = number(element, 'y');
  const share = { start: 0, middle: 0.5, end: 1 }[element.attributes.get('text-anchor') ?? 'start'];
  const along = { from: -wide * (share ?? 0), to: wide * (1 - (share ?? 0)) };
  return element.attributes.has('transform')
    ? { left: x - size * 0.75, right: x, top: y - along.to, bottom: y - along.from }
    : { left: x + along.from, right: x + along.to, top: y - size * 0.75, bottom: y };
}

test('no text of a picture covers another one, and each is inside', () => {
  property((_, elements) => {
    const texts = elements.filter(({ tag, text }) => tag === 'text' && text !== '');
    const svg = elements[0];
    const [, , wide = 0, high = 0] = svg?.attributes.get('viewBox')?.split(' ').map(Number) ?? [];
    const boxes = texts.map((element) => ({ ...boxOf(element), words: element.text }));
    for (const [index, one] of boxes.entries()) {
      const isInside = one.left >= 0 && one.right <= wide && one.top >= 0 && one.bottom <= high;
      expect([one.words, isInside]).toEqual([one.words, true]);
      const covered = boxes
        .slice(index + 1)
        .find(
          (other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom &&
            other.top < one.bottom,
        );
      expect(covered && [one.words, covered.words]).toBeUndefined();
    }
  });
});

test('a picture of one of several runs names the run and the result of all of them', () => {
  const [result] = fc.sample(drillResult, { seed: 2, numRuns: 1 });
  if (!result) throw new Error('there is no result');
  const svg = renderSvg(result);
  const all = { ...result, runs: [['x'], [], ['x']], drawnRun: 2, pass: false };
  const noted = descendants(parseMarkup(noteRuns(svg, all)));
  const notes = noted.flatMap(({ text }) => (text.startsWith('run ') ? [text] : []));
  expect(notes).toEqual(['run 2 of 3; result of all runs, by the median of each figure: FAIL']);
  expect(noteRuns(svg, result)).toBe(svg);
});

test('a picture has a title, a description, and colours for light and dark', () => {
  const [result] = fc.sample(drillResult, { seed: 1, numRuns: 1 });
  if (!result) throw new Error('there is no result');
  const svg = renderSvg(result);
  const elements = descendants(parseMarkup(svg));
  const ids = elements[0]?.attributes.get('aria-labelledby')?.split(' ') ?? [];
  const named = ids.map((id) => elements.find(({ attributes }) => attributes.get('id') === id));
  expect(named.map((element) => element?.tag)).toEqual(['title', 'desc']);
  expect(named[0]?.text).toContain(result.name);
  expect(named[1]?.text).toContain(`gap ${Math.round(result.gapMs)} ms`);
  expect(svg).toContain('@media (prefers-color-scheme:dark)');
  expect(svg).not.toMatch(/fill="#(?!1a7f37|8250df|bc4c00|0a7ea4|bf3989)/);
});
