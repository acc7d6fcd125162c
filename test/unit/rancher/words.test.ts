import { describe, expect, test } from 'vitest';
import { parseInterpolation } from '../../../src/rancher/launch/interpolator.ts';
import { isPortSpec } from '../../../src/rancher/launch/is-port-spec.ts';
import { splitCommand } from '../../../src/rancher/launch/split-command.ts';
import { goFloat } from '../../../src/rancher/go-text.ts';

describe('parseInterpolation', () => {
  test.each([
    ['plain', 'plain', undefined],
    ['$A-${B}$$C', '<A>-<B>$C', undefined],
    ['$$', '$', undefined],
    ['$$$A', '$<A>', undefined],
    ['${A}${A_9}', '<A><A_9>', undefined],
    ['a$', '', 'lone-dollar'],
    ['$$$', '', 'lone-dollar'],
    ['$1', '', 'invalid'],
    ['${A:-x}', '', 'invalid'],
    ['${}', '', 'invalid'],
    ['$ ', '', 'invalid'],
    ['${9}', '<9>', undefined],
  ])('%j', (text, made, fault) => {
    const parsed = parseInterpolation(text);
    const parts = parsed.parts.map((part) => ('text' in part ? part.text : `<${part.variable}>`));
    expect(parsed.fault).toBe(fault);
    expect(parts.join('')).toBe(made);
  });
});

describe('splitCommand', () => {
  test.each([
    ['a b  c', ['a', 'b', 'c']],
    [`a "b c" 'd "e'`, ['a', 'b c', 'd "e']],
    ['a\\ b "c\\"d"', ['a b', 'c"d']],
    ['a # b', ['a']],
    ['a#b', ['a#b']],
    ['', []],
    ["''", ['']],
  ])('%j', (text, words) => {
    expect(splitCommand(text)).toEqual({ words });
  });

  test.each(["a 'b", 'a "b', 'a\\'])('refuses %j', (text) => {
    expect(splitCommand(text)).toHaveProperty('fault');
  });
});

describe('isPortSpec', () => {
  test.each([
    '80',
    '80:80',
    '1.2.3.4:80:80',
    '80/udp',
    '80-81:90-91',
    '127.0.0.1::80',
    '8000-9000',
  ])('takes %s', (spec) => {
    expect(isPortSpec(spec)).toBe(true);
  });
  test.each([
    '',
    'a',
    '80:',
    '70000',
    '80/x',
    '81-80',
    '80-81:90-99',
    '1.2.3.400:80:80',
    '1:2:3:4',
  ])('refuses %j', (spec) => {
    expect(isPortSpec(spec)).toBe(false);
  });
});

test.each([
  [1.5, '1.5'],
  [1_000_000, '1e+06'],
  [123_456, '123456'],
  [0.00001, '1e-05'],
  [1e21, '1e+21'],
])('goFloat(%d) is %s', (value, text) => {
  expect(goFloat(value)).toBe(text);
});
