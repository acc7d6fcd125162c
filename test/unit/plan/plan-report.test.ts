import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatPlan } from '../../../src/commands/format-plan.ts';
import { noPaint } from '../../../src/diagnostics/format-diagnostic.ts';
import type { DescribedPlan } from '../../../src/plan/describe-plan.ts';
import { planReport } from '../../../src/plan/plan-report.ts';
import { blockColours } from '../../../src/plan/picture/block-colours.ts';
import { renderPlanSvg } from '../../../src/plan/picture/render-plan-svg.ts';
import type { Io } from '../../../src/terminal/io.ts';
import { describedPlan, picturedHost, plannedService } from '../../support/described-plan.ts';
import { recordText } from '../../support/prose.ts';

const golden = join(import.meta.dirname, '../../golden/plan.svg');

function textOf(described: DescribedPlan, width: number): string {
  const io = { width, paint: { out: noPaint, err: noPaint } } as Io;
  return formatPlan({ ...described, hasScheduler: true, report: planReport(described) }, io);
}

describe('a plan as text', () => {
  test.for([100, 60, 40])('has everything in %d columns', (width) => {
    const text = textOf(describedPlan(), width);
    recordText(text);
    expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  });

  test('without findings is short', () => {
    const text = textOf(
      describedPlan({
        outcome: 'always',
        services: [plannedService('web')],
        losses: [],
        promises: [],
        pictures: [],
        assumptions: [],
      }),
      100,
    );
    recordText(text);
    expect(text.split('\n').length).toBeLessThan(12);
  });

  test('does not let names reach the terminal', () => {
    const name = 'a\u001B[31mb';
    const described = describedPlan({
      services: [plannedService(name, { hosts: [name] })],
      pictures: [{ title: name, hosts: [picturedHost(name, [`${name}#1`])], waiting: [] }],
    });
    expect(textOf(described, 100)).not.toContain('\u001B');
  });

  test('names many hosts and losses by their number', () => {
    const names = Array.from({ length: 97 }, (_none, index) => `host-${index + 1}`);
    const loss = (lost: number, more: readonly string[] = names) => ({
      hosts: [{ names: more, lost }],
      services: [],
      breaks: [],
      exact: true,
    });
    const report = planReport(
      describedPlan({
        losses: [
          loss(1),
          loss(2),
          loss(97),
          loss(2, ['a', 'b']),
          loss(2, ['a', 'b', 'c']),
          ...Array.from({ length: 30 }, (_none, index) => loss(2, [`a${index}`, 'b', 'c'])),
        ],
      }),
    );
    expect(report.losses.slice(0, 5).map(([first]) => first)).toEqual([
      '1 of 97 hosts such as host-1',
      '2 of 97 hosts such as host-1',
      'all 97 hosts such as host-1',
      'a and b',
      '2 of a, b and c',
    ]);
    expect(report).toMatchObject({ moreLosses: 15 });
    expect(report.losses).toHaveLength(20);
  });
});

test('many reasons for hosts that are left out are a number', () => {
  const excluded = Array.from({ length: 30 }, (_none, index) => ({
    hosts: [`h${index}`],
    reason: `reason ${index}`,
  }));
  const services = [plannedService('a', { excluded }), plannedService('b', { excluded })];
  const report = planReport(describedPlan({ services }));
  expect(report.excluded).toHaveLength(21);
  expect(report.excluded[0]).toBe('a and b cannot use h0: reason 0');
  expect(report.excluded[20]).toBe('and 10 other reasons');
});

test('losses of one host that cost the same are one row', () => {
  const loss = (names: readonly string[], lost: number, breaks: readonly string[] = []) => ({
    hosts: [{ names, lost: 1 }],
    services: [{ name: 'web', lost, of: 3 }],
    breaks,
    exact: true,
  });
  const { losses } = planReport(
    describedPlan({
      losses: [loss(['a'], 1), loss(['b'], 2), loss(['c', 'd'], 1), loss(['e'], 1, ['p'])],
    }),
  );
  expect(losses).toEqual([
    ['a, c or d', 'web 1 of 3', ''],
    ['b', 'web 2 of 3', ''],
    ['e', 'web 1 of 3', 'p'],
  ]);
});

describe('a picture of a plan', () => {
  // UPDATE_GOLDEN=1 writes it; look at it in both themes before you commit it.
  test('is test/golden/plan.svg', () => {
    const svg = renderPlanSvg(describedPlan());
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, svg);
    expect(svg).toBe(readFileSync(golden, 'utf8'));
  });

  const columnsOf = (svg: string) =>
    [...svg.matchAll(/<rect class="(host|lost|excluded|waiting|rest)" x="([\d.]+)"/g)].map(
      ([, kind = '', x = '']) => ({ kind, x: Number(x) }),
    );

  test('summarises hosts that are too many, and keeps those that are lost', () => {
    const hosts = Array.from({ length: 40 }, (_none, index) =>
      picturedHost(`host-${index}`, index % 2 === 0 ? [`web#${index + 1}`] : [], {
        isLost: index === 39,
      }),
    );
    const svg = renderPlanSvg(describedPlan({ pictures: [{ title: 'many', hosts, waiting: [] }] }));
    const kinds = columnsOf(svg).map(({ kind }) => kind);
    expect(kinds).toHaveLength(18);
    expect(kinds.filter((kind) => kind === 'lost')).toHaveLength(1);
    expect(svg).toContain('>23 more hosts<');
    expect(Math.max(...columnsOf(svg).map(({ x }) => x))).toBeLessThan(1100);
  });

  test('keeps blocks that are too many as a number, and the numbers of long names', () => {
    const long = 'a-service-with-a-very-long-name';
    const blocks = Array.from({ length: 30 }, (_none, index) => `${long}#${index + 1}`);
    const svg = renderPlanSvg(
      describedPlan({
        services: [plannedService(long)],
        pictures: [{ title: 'full', hosts: [picturedHost('a', blocks)], waiting: [] }],
      }),
    );
    expect(svg).toContain('>and 18 more<');
    expect(svg).toContain('…-12</text>');
    expect(svg).toContain(`<title>${long}-12</title>`);
  });

  test('is XML whatever names there are', () => {
    const name = '<a>&"\u0007';
    const svg = renderPlanSvg({
      ...describedPlan({
        services: [plannedService(name)],
        pictures: [
          {
            title: name,
            hosts: [picturedHost(name, [`${name}#1`], { excluded: name })],
            waiting: [],
          },
        ],
      }),
      name,
    });
    expect(svg).not.toMatch(/<a>|&(?!(?:amp|lt|gt|quot);)|\u0007/);
  });

  test('has text that can be read on each color', () => {
    const channel = (value: number) =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
        channel(Number.parseInt(colour.slice(at, at + 2), 16)),
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (a: string, b: string) => {
      const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    for (const colour of blockColours) {
      expect(contrast(colour, '#ffffff')).toBeGreaterThan(4.5);
      expect(contrast(colour, '#0d1117')).toBeGreaterThan(3);
    }
  });
});
