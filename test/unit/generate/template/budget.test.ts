import { describe, expect, test } from 'vitest';
import { properties, render, type Properties } from './rendered.ts';

const texts = { title: 'T', description: 'D.' };
const list = { ...texts, type: 'array', items: { type: 'string' }, default: [] };

/** Answers each of which is made of the former, 35 times. */
const computed = (text: (name: string) => string): Properties => {
  const made: Record<string, Readonly<Record<string, unknown>>> = {
    a: { ...texts, type: 'string', default: 'twelve bytes' },
    list,
  };
  let former = 'a';
  for (let index = 0; index < 35; index += 1) {
    made[`a${index}`] = { 'x-value': text(former) };
    former = `a${index}`;
  }
  return made;
};

const last = { 'NOTES.md': '{{a34}} {{a33}}\n' };
const fixed = { a: 'twelve bytes' };
const long = { list: Array.from({ length: 2000 }, () => 'x'.repeat(500)) };
const nested = (helper: string, times: number, value: string) =>
  `{{${`${helper} (`.repeat(times - 1)}${helper} ${value}${')'.repeat(times - 1)}}}`;

describe('a text that grows with each repetition ends early', () => {
  test.for([
    ['a computed answer', computed((name) => `{{${name}}}{{${name}}}`), last, fixed],
    ['one with an asked answer', computed((name) => `{{${name}}}{{${name}}}`), last, {}],
    [
      'one that is changed',
      {
        ...computed((name) => `{{json ${name}}}{{upper ${name}}}`),
        a: { ...texts, type: 'string', default: 'a', 'x-rancher': { ask: 'never' } },
      },
      last,
      {},
    ],
    ['a helper in itself', properties, { 'a.conf': nested('base64', 60, 'tag') }, {}],
    ['a text of JSON', properties, { 'a.conf': nested('json', 60, 'tag') }, {}],
    [
      'a list with a long text between its items',
      computed((name) => `{{${name}}}`),
      { 'a.conf': '{{join list (join list "")}}' },
      long,
    ],
    [
      'a file',
      computed((name) => `{{${name}}}`),
      { 'a.conf': '{{#each list}}{{#each ../list}}{{join ../../list ""}}{{/each}}{{/each}}' },
      { list: long.list.slice(0, 100) },
    ],
    [
      'a file with lines that are moved to the right',
      computed((name) => `{{${name}}}`),
      { 'a.conf': `{{#each list}}\n${' '.repeat(60_000)}{{> lines}}\n{{/each}}\n` },
      long,
    ],
  ] as const)('%s', async ([, declared, templates, answers]) => {
    const partials = { lines: '1\n2\n3\n' };
    const start = performance.now();
    const { faults, messages } = await render(templates, answers, partials, declared);
    expect(faults).toEqual([
      expect.stringMatching(/^(?:schema\.json|a\.conf\.hbs|lines\.hbs):\S+ file-too-large$/),
    ]);
    expect(messages).toEqual([expect.stringContaining('would have more than')]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('but not one of a usual size', async () => {
    const words = { list: long.list.slice(0, 1000) };
    const declared = computed((name) => `{{${name}}}`);
    const { faults } = await render({ 'a.conf': '{{join list ", "}}' }, words, {}, declared);
    expect(faults).toEqual([]);
  });
});

test.for([
  ['calls of a partial', '{{>a', 4000],
  ['escaped braces', '\\{{a', 12_000],
  ['quotes', '{{"\'', 12_000],
  ['comments', '{{!--', 12_000],
  ['braces', '{', 64_000],
] as const)('a template of %s that have no end is read in a moment', async ([, text, times]) => {
  const template = text.repeat(times);
  const before = process.cpuUsage();
  await render({ 'a.conf': template, 'b.conf': '{{> part}}' }, {}, { part: template });
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
});
