import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  escapeInterpolation,
  quoteText,
  writeScalar,
  writeText,
} from '../../../src/source/scalar.ts';
import { hardTexts } from '../../property/arbitraries.ts';

const named = hardTexts.map((text) => [JSON.stringify(text).slice(0, 40), text] as const);

test.for(named)('%s is one scalar in both versions of YAML', ([, text]) => {
  for (const written of [quoteText(text), writeText(text)]) {
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`a: [${written}, ${written}]`, { version })).toEqual({ a: [text, text] });
    }
    expect(written).not.toContain('{{');
    expect(written).not.toContain('\n');
  }
});

test.for([
  'yes',
  'N',
  '~',
  'null',
  '010',
  '1.10',
  '-',
  '',
  'a b ',
  'a,b',
  'a: b',
  'nil',
  'E0',
  'e-5',
])('quotes %s', (text) => {
  expect(writeText(text).startsWith('"')).toBe(true);
});

test.for(['local', 'allkeys-lru', 'Asia/Shanghai', 'Redis Sentinel', 'a_b.c'])(
  '%s needs no quotes',
  (text) => {
    expect(writeText(text)).toBe(text);
  },
);

test('numbers and booleans are unquoted', () => {
  expect([writeScalar(3), writeScalar(true), writeScalar('3')]).toEqual(['3', 'true', '"3"']);
});

test('a dollar is doubled', () => {
  expect(escapeInterpolation('a$b$$')).toBe('a$$b$$$$');
});
