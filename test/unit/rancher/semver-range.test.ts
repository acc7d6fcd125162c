import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseVersionRange, parseVersion } from '../../../src/rancher/semver-range.ts';

describe('parseVersionRange', () => {
  it.each(['', '|| 1.0.0', '1.0.0 ||', '1.0', '~1.0.0', '>1.0.0 ab', '1.x.0'])(
    'cannot read "%s"',
    (range) => {
      expect(parseVersionRange(range)).toBeUndefined();
    },
  );

  it.each([
    ['>1.0.0 a', '1.1.0', true],
    ['!=1.2.x', '1.3.0', false],
    ['>1.x', '1.9.0', false],
    ['<=1.x', '1.9.0', true],
    ['> 1.0.0', '1.0.1', true],
    ['1.0.0-rc.1', '1.0.0-rc.1', true],
  ])('%s includes %s: %s', (range, text, expected) => {
    const version = parseVersion(text);
    expect(version && parseVersionRange(range)?.(version)).toBe(expected);
  });

  it('agrees with the library on versions and ranges of every kind', () => {
    // Each line was answered by blang/semver with the comparisons of the catalog service.
    const lines = readFileSync('test/fixtures/upgrade-ranges.jsonl', 'utf8').trim().split('\n');
    const wrong = lines.filter((line) => {
      const [text = '', range = '', expected] = JSON.parse(line) as string[];
      const version = parseVersion(text.replace(/^v+/, ''));
      const includes = parseVersionRange(range);
      const found = version === undefined ? 'version' : (includes?.(version) ?? 'range');
      return { true: 'yes', false: 'no' }[String(found)] !== expected && found !== expected;
    });
    expect(wrong).toEqual([]);
    expect(lines.length).toBeGreaterThan(300);
  });
});
