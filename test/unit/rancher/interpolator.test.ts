import { describe, expect, test } from 'vitest';
import { textNode } from '../../../src/source/yaml-node.ts';
import { Interpolator, parseInterpolation } from '../../../src/rancher/launch/interpolator.ts';

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

describe('Interpolator', () => {
  const variables = new Map([['A', 'a'.repeat(1024 * 1024)]]);
  const text = (count: number) => textNode('${A}'.repeat(count), 0);

  test('refuses variables that make more than 16 MiB of text', () => {
    expect(() => new Interpolator(variables).node('a', text(200_000))).toThrow('16 MiB');
    const interpolator = new Interpolator(variables);
    for (let count = 0; count < 16; count += 1) interpolator.node('a', text(1));
    expect(() => interpolator.node('a', text(1))).toThrow('16 MiB');
  });
});
