import { describe, expect, test } from 'vitest';
import { parseSource } from '../../../src/source/parse-source.ts';

describe('JSON', () => {
  test('with hundreds of answers is read, with their places', () => {
    const answer = { title: 'T', description: 'D.', type: 'boolean', default: false };
    const properties = Object.fromEntries(
      Array.from({ length: 400 }, (_, at) => [`b${at}`, answer]),
    );
    const { value, diagnostics } = parseSource(JSON.stringify({ properties }, null, 2), 'x.json');
    expect(diagnostics).toEqual([]);
    expect(value?.placeOf(['properties', 'b399'], 'key')).toMatchObject({ line: 2397, column: 5 });
  });

  test('with thousands of brackets in each other is not', () => {
    const text = `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`;
    expect(parseSource(text, 'x.json').diagnostics.map(({ code }) => code)).toEqual([
      'file-too-large',
    ]);
  });
});
