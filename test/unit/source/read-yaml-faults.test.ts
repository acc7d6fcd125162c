import { describe, expect, it, test } from 'vitest';
import { readYaml, type YamlRead } from '../../../src/source/read-yaml.ts';

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefgh'].map((name, at) => {
    const before = [...'abcdefgh'][at] ?? 'a';
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('readYaml', () => {
  test.each([
    ['a: [1, 2', 'did not find'],
    ['a: b: c', 'mapping values are not allowed in this context'],
    ['a:\n\t- b', 'found character that cannot start any token'],
    ['a: *nowhere', "unknown anchor 'nowhere' referenced"],
    ['a: "\\q"', 'found unknown escape character'],
    ['a: \u0001', 'control characters are not allowed'],
    ['a: [b:c]', ''],
  ])('refuses %j', (text, message) => {
    const { root, fault } = readYaml(text);
    expect(root).toBeUndefined();
    expect(fault?.message).toContain(message);
  });

  test.each([
    ['a: 1\nb\nc: 1\n', 2, "could not find expected ':'"],
    ['a: 1\nb: c: d\n', 1, 'mapping values are not allowed in this context'],
    ['a: b: c\n', undefined, 'mapping values are not allowed in this context'],
    ['a: *b\n', undefined, "unknown anchor 'b' referenced"],
  ])('reports the same line as go-yaml for %j', (text, line, message) => {
    expect(readYaml(text).fault).toMatchObject({ message });
    expect(readYaml(text).fault?.line).toBe(line);
  });

  it('does not expand an alias bomb', () => {
    expect(readYaml(bomb).fault).toMatchObject({ bomb: true });
  });

  it('rejects deep and circular texts without a stack overflow', () => {
    expect(readYaml('['.repeat(20_000)).fault).toBeDefined();
    expect(readYaml(`a: ${'{b: '.repeat(5000)}`).fault).toBeDefined();
    expect(readYaml('a: &a [*a]').fault).toBeDefined();
    expect(readYaml('- '.repeat(5000)).fault).toBeDefined();
  });

  it('rejects a deep text where little of the stack is left', () => {
    const withLittleStack = (): YamlRead => {
      try {
        return withLittleStack();
      } catch {
        return readYaml('['.repeat(900));
      }
    };
    expect(withLittleStack().fault).toEqual({ message: 'nested too deep', offset: 0 });
  });
});
