import { describe, expect, test } from 'vitest';
import { parseInterpolation } from '../../../src/rancher/launch/interpolator.ts';

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
  ])('parses %j', (text, made, fault) => {
    const parsed = parseInterpolation(text);
    const parts = parsed.parts.map((part) => ('text' in part ? part.text : `<${part.variable}>`));
    expect(parsed.fault).toBe(fault);
    expect(parts.join('')).toBe(made);
  });
});
