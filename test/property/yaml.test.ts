import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readYaml } from '../../src/source/read-yaml.ts';
import { lineAt } from '../../src/source/yaml-fault.ts';
import type { YamlNode } from '../../src/source/yaml-node.ts';
import { change, changes, docker, inside } from './changed-texts.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

/** Pieces of YAML that, put together at random, reach every part of the reader. */
const pieces = fc.constantFrom(
  ...'a|b: |c| |  |: |- |? |,|[|]|{|}|#| #|&a |*a|!t |!!int |!<x> |>|\'|"|---|...|1|0x1F|~|<<: |\\|é'.split(
    '|',
  ),
  '|',
  '|2-',
  ':',
  '\n',
  '\n  ',
  '\n    ',
  '\n- ',
  '\t',
  '%YAML 1.1\n',
  '%TAG ! x\n',
  '\\x41',
  '\u2028',
  '\r',
  '\uFEFF',
  '\u0001',
  '😀',
  'x'.repeat(600),
);
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const isOfBoth = /^[a-z]+[0-9]*$/;
const word = fc
  .stringMatching(/^[a-z]{2,8}[0-9]?$/)
  .filter((text) => isOfBoth.test(text) && !/^(?:yes|no|on|off|true|false|null)$/.test(text));
const scalar = fc.oneof(
  word,
  fc.nat(),
  fc.boolean(),
  word.map((text) => `"${text}: "`),
);

/** A value as both versions of YAML write it. */
const block: fc.Arbitrary<readonly string[]> = fc.letrec<{ node: readonly string[] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .array(fc.tuple(word, scalar), { minLength: 1, maxLength: 4 })
      .map((entries) => entries.map(([key, value]) => `${key}: ${value}`)),
    fc
      .array(scalar, { minLength: 1, maxLength: 4 })
      .map((items) => items.map((item) => `- ${item}`)),
    fc
      .tuple(word, tie('node'))
      .map(([key, lines]) => [`${key}:`, ...lines.map((line) => `  ${line}`)]),
    tie('node').map(([first = '', ...rest]) => [`- ${first}`, ...rest.map((line) => `  ${line}`)]),
    fc
      .tuple(word, fc.array(word, { minLength: 1 }))
      .map(([key, words]) => [`${key}: |`, ...words.map((each) => `    ${each}`)]),
  ),
})).node;

function valueOf(node: YamlNode | undefined): unknown {
  if (node?.kind === 'map') {
    const entries = [...node.entries.values()];
    return Object.fromEntries(entries.map(({ key, value }) => [valueOf(key), valueOf(value)]));
  }
  return node?.kind === 'list' ? node.items.map(valueOf) : node?.value;
}

describe('for any catalog', () => {
  test('a text is YAML or has a fault', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const text = change(docker.replaceAll(/\{\{.*?\}\}/g, ''), all);
        const { root, fault } = readYaml(text);
        expect(root === undefined || fault === undefined).toBe(true);
        expect(fault === undefined || inside(fault.offset, text)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  test('any text is read, or refused at a place of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { root, fault } = readYaml(text);
        const { offset = 0 } = fault ?? root ?? {};
        expect(offset).toBeLessThanOrEqual(text.length);
        expect(fault?.line ?? 0).toBeLessThanOrEqual(lineAt(text, text.length));
      }),
      { numRuns: 5 * runs },
    );
  });

  test('what both versions of YAML write has the value that the yaml package reads', () => {
    fc.assert(
      fc.property(block, (lines) => {
        const text = `${lines.join('\n')}\n`;
        const { root, fault } = readYaml(text);
        expect(fault).toBeUndefined();
        expect(valueOf(root)).toEqual(parseDocument(text, { uniqueKeys: false }).toJS());
      }),
      { numRuns: runs },
    );
  });
});

/** Texts of a mebibyte on which a reader can take quadratic time. */
const large: readonly (readonly [string, string])[] = [
  ['brackets', '['.repeat(2 ** 20)],
  ['braces on lines', '{a:\n'.repeat(2 ** 18)],
  ['list items', '- '.repeat(2 ** 19)],
  ['digits', `a: ${'1'.repeat(2 ** 20)}`],
  ['digits and a letter', `a: 1${'0'.repeat(2 ** 20)}x`],
  ['zeros', `a: 0${'0'.repeat(2 ** 20)}`],
  ['one word', 'a'.repeat(2 ** 20)],
  ['colons', 'a:'.repeat(2 ** 19)],
  ['blanks', `a: b${' '.repeat(2 ** 20)}c`],
  ['lines of a scalar', 'a\n'.repeat(2 ** 19)],
  ['empty lines', `a: b${'\n'.repeat(2 ** 20)}c`],
  ['quotes', `"${"'".repeat(2 ** 20)}`],
  ['escapes', `"${'\\n'.repeat(2 ** 19)}"`],
  ['emoji', `a: ${'😀 '.repeat(2 ** 18)}`],
  ['emoji in brackets', `[${'😀,'.repeat(2 ** 18)}]`],
  ['aliases', `a: &a b\nc: [${'*a,'.repeat(2 ** 18)}]`],
  ['anchors', '&a '.repeat(2 ** 18)],
  ['marks', '\uFEFF'.repeat(2 ** 18)],
  ['comments', '#\n'.repeat(2 ** 19)],
  ['tags', `!${'a'.repeat(2 ** 20)} b`],
  ['entries', Array.from({ length: 2 ** 16 }, (_, at) => `k${at}: v\n`).join('')],
  ['items', `a: [${'b, '.repeat(2 ** 18)}]`],
  ['a block', `a: |\n${'  b\n'.repeat(2 ** 18)}`],
  ['a map in brackets', `{${'a: b, '.repeat(2 ** 17)}}`],
  ['maps in brackets', `[${'{a: b}, '.repeat(2 ** 17)}]`],
  ['lists on lines', '- [a, b]\n'.repeat(2 ** 16)],
  ['named values', Array.from({ length: 2 ** 16 }, (_, at) => `- &a${at} b\n`).join('')],
  ['tagged values', '- !x b\n'.repeat(2 ** 17)],
  ['blocks', '- |\n  b\n'.repeat(2 ** 16)],
  ['tabs', 'a:\tb\t\n'.repeat(2 ** 17)],
  ['carriage returns', 'a: b\r'.repeat(2 ** 17)],
  ['keys of two bytes', Array.from({ length: 2 ** 16 }, (_, at) => `é${at}: é\n`).join('')],
  ['one key', 'a: b\n'.repeat(2 ** 17)],
  ['long numbers', `- ${'7'.repeat(20_000)}\n`.repeat(52)],
  ['merge keys', `a: &a {x: y}\nb:\n${'  <<: *a\n'.repeat(2 ** 13)}`],
  ['missing values', 'a:\n'.repeat(2 ** 18)],
];

test.for(large)('a mebibyte of %s is read in linear time', ([, text]) => {
  // Quadratic time would be minutes. CPU time, because tests run side by side.
  const before = process.cpuUsage().user;
  readYaml(text);
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(3000);
});
