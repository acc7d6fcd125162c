import { describe, expect, test } from 'vitest';
import { formatFrame, printable } from '../../../src/diagnostics/frame.ts';
import { disproportion } from '../../support/growth.ts';

describe('formatFrame', () => {
  test('shows the line with a caret below the column', () => {
    expect(formatFrame('a: 1\n  quorum: 4\n', 2, 11)).toBe(
      '      2 |   quorum: 4\n        |           ^',
    );
  });

  test.for([
    '  redis_password: hunter2',
    '  "sentinel_password" : hunter2',
    '- api-token: "hunter2',
    'PASSPHRASE=hunter2',
    '  clientSecret: [hunter2]',
  ])('masks %s', (line) => {
    expect(formatFrame(line, 1, 3)).not.toContain('hunter2');
  });

  test('shows nothing of a secret with several lines', () => {
    const text = 'answers:\n  redis_password: |\n    first\n\n    hunter2\n  replicas: 2\n';
    expect(formatFrame(text, 5, 5)).toBeUndefined();
    expect(formatFrame(text, 6, 3)).toContain('replicas: 2');
  });

  test('cuts a wide line around the column', () => {
    const frame = formatFrame(`${'x'.repeat(500)}!${'y'.repeat(500)}`, 1, 501) ?? '';
    const [line = '', caret = ''] = frame.split('\n');
    expect(line.length).toBeLessThan(120);
    expect(line[caret.indexOf('^')]).toBe('!');
  });

  test.for([
    (size: number) => 'token'.repeat(size / 5),
    (size: number) => `- ${' '.repeat(size)}x`,
    (size: number) => `a${' '.repeat(size)}x`,
  ])('takes time in proportion to a long line: %#', async (line) => {
    const format = (size: number) => formatFrame(`a: 1\n${line(size)}\n`, 2, 1);
    expect(await disproportion(format, 1_000_000)).toBeUndefined();
  });

  test('draws no frame for a missing or blank line', () => {
    expect(formatFrame('a\n', 9, 1)).toBeUndefined();
    expect(formatFrame('a\n   \n', 2, 1)).toBeUndefined();
  });
});

test('printable replaces control characters', () => {
  expect(printable('a\u001B[31mb\u202Ec\u0007')).toBe('a\uFFFD[31mb\uFFFDc\uFFFD');
});
