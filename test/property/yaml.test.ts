import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readYaml } from '../../src/source/read-yaml.ts';
import { lineAt } from '../../src/source/yaml-fault.ts';
import type { YamlNode } from '../../src/source/yaml-node.ts';
import { change, changes, docker, inside } from './changed-texts.ts';
import { disproportion, disproportions } from '../support/growth.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

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
const large: readonly (readonly [string, (size: number) => string])[] = [
  ['brackets', (size) => '['.repeat(size)],
  ['braces on lines', (size) => '{a:\n'.repeat(size / 4)],
  ['list items', (size) => '- '.repeat(size / 2)],
  ['digits', (size) => `a: ${'1'.repeat(size)}`],
  ['digits and a letter', (size) => `a: 1${'0'.repeat(size)}x`],
  ['zeros', (size) => `a: 0${'0'.repeat(size)}`],
  ['one word', (size) => 'a'.repeat(size)],
  ['colons', (size) => 'a:'.repeat(size / 2)],
  ['blanks', (size) => `a: b${' '.repeat(size)}c`],
  ['lines of a scalar', (size) => 'a\n'.repeat(size / 2)],
  ['empty lines', (size) => `a: b${'\n'.repeat(size)}c`],
  ['quotes', (size) => `"${"'".repeat(size)}`],
  ['escapes', (size) => `"${'\\n'.repeat(size / 2)}"`],
  ['emoji', (size) => `a: ${'😀 '.repeat(size / 4)}`],
  ['emoji in brackets', (size) => `[${'😀,'.repeat(size / 4)}]`],
  ['aliases', (size) => `a: &a b\nc: [${'*a,'.repeat(size / 4)}]`],
  ['anchors', (size) => '&a '.repeat(size / 4)],
  ['marks', (size) => '\uFEFF'.repeat(size / 4)],
  ['comments', (size) => '#\n'.repeat(size / 2)],
  ['tags', (size) => `!${'a'.repeat(size)} b`],
  ['entries', (size) => Array.from({ length: size / 16 }, (_, at) => `k${at}: v\n`).join('')],
  ['items', (size) => `a: [${'b, '.repeat(size / 4)}]`],
  ['a block', (size) => `a: |\n${'  b\n'.repeat(size / 4)}`],
  ['a map in brackets', (size) => `{${'a: b, '.repeat(size / 8)}}`],
  ['maps in brackets', (size) => `[${'{a: b}, '.repeat(size / 8)}]`],
  ['lists on lines', (size) => '- [a, b]\n'.repeat(size / 16)],
  [
    'named values',
    (size) => Array.from({ length: size / 16 }, (_, at) => `- &a${at} b\n`).join(''),
  ],
  ['tagged values', (size) => '- !x b\n'.repeat(size / 8)],
  ['blocks', (size) => '- |\n  b\n'.repeat(size / 16)],
  ['tabs', (size) => 'a:\tb\t\n'.repeat(size / 8)],
  ['carriage returns', (size) => 'a: b\r'.repeat(size / 8)],
  [
    'keys of two bytes',
    (size) => Array.from({ length: size / 16 }, (_, at) => `é${at}: é\n`).join(''),
  ],
  ['one key', (size) => 'a: b\n'.repeat(size / 8)],
  ['long numbers', (size) => `- ${'7'.repeat(20_000)}\n`.repeat(size / 20_003)],
  ['merge keys', (size) => `a: &a {x: y}\nb:\n${'  <<: *a\n'.repeat(size / 128)}`],
  ['missing values', (size) => 'a:\n'.repeat(size / 4)],
];

test.for(large)('%s take time in proportion to their size', async ([, text]) => {
  expect(await disproportion((size) => readYaml(text(size)), 2 ** 20)).toBeUndefined();
});

test.for([2 ** 20, 30_000, 4000, 1000])('so do hostile texts of %d bytes', async (size) => {
  expect(await disproportions(hostileTexts, readYaml, size)).toEqual([]);
});
