import { describe, expect, it, test } from 'vitest';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { lineAt } from '../../../src/source/yaml-fault.ts';
import { child, type YamlNode } from '../../../src/source/yaml-node.ts';

/** A node as plain data, as Go would have it. */
function plain(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(
    [...node.entries].map(([key, { value }]) => [key.replaceAll('\0', '!'), plain(value)]),
  );
}

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefgh'].map((name, at) => {
    const before = [...'abcdefgh'][at] ?? 'a';
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('readYaml', () => {
  test.each([
    ['yes', true],
    ['Off', false],
    ['y', true],
    ['N', false],
    ['yEs', 'yEs'],
    ['010', 8],
    ['0o10', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1:30', '1:30'],
    ['2017-01-01', '2017-01-01'],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ["'010'", '010'],
    ['"yes"', 'yes'],
    ['!!str 010', '010'],
    ['.inf', Number.POSITIVE_INFINITY],
    ['9223372036854775808', 9_223_372_036_854_775_808n],
    ['-0x10', -16],
  ])('reads %s as go-yaml does', (text, value) => {
    expect(plain(child(readYaml(`a: ${text}\n`).root, 'a'))).toEqual(value);
  });

  it('keeps the text of a number, for Go fields that are text', () => {
    const node = child(readYaml('a: 1.10').root, 'a');
    expect(node).toMatchObject({ kind: 'scalar', type: 'float', text: '1.10', value: 1.1 });
  });

  it('takes the last of keys that stand twice, and tells of the others', () => {
    const { root } = readYaml('a: 1\nb: 2\na: 3\n');
    expect(plain(root)).toEqual({ a: 3, b: 2 });
    expect(root?.kind === 'map' && root.duplicates.map(({ offset }) => offset)).toEqual([0]);
  });

  it('merges', () => {
    const text = 'a: &a {x: 1, w: 2}\nb: {<<: *a, w: 3}\nc: {<<: [*a, {z: 4}]}\n';
    expect(plain(readYaml(text).root)).toEqual({
      a: { x: 1, w: 2 },
      b: { x: 1, w: 3 },
      c: { x: 1, w: 2, z: 4 },
    });
  });

  it('gives keys their type', () => {
    expect(plain(readYaml('on: 1\n80: 2\n~: 3\n').root)).toEqual({
      '!bool:true': 1,
      '!int:80': 2,
      '!null:null': 3,
    });
  });

  it('gives places', () => {
    const text = 'services:\n  web:\n    ports:\n    - "80:80"\n';
    const { root } = readYaml(text);
    const ports = child(child(child(root, 'services'), 'web'), 'ports');
    const port = ports?.kind === 'list' ? ports.items[0] : undefined;
    expect(text.slice(port?.offset)).toBe('"80:80"\n');
    expect(lineAt(text, port?.offset ?? 0)).toBe(4);
  });

  it('reads the first document only, and nothing of comments', () => {
    expect(plain(readYaml('a: 1\n---\nb: [').root)).toEqual({ a: 1 });
    expect(readYaml('# nothing\n')).toEqual({ root: undefined, fault: undefined });
  });

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

  it('ends at a line left of the first, without an error', () => {
    expect(plain(readYaml('  a: 1\n  b: 2\nc: [\n').root)).toEqual({ a: 1, b: 2 });
  });

  it('lets quotes and brackets go on at any column', () => {
    const text = 'a:\n  b: "c\nd"\n  e: [f,\ng\n]\n';
    expect(plain(readYaml(text).root)).toEqual({ a: { b: 'c d', e: ['f', 'g'] } });
  });

  test.each([
    ['a: 1\nb\nc: 1\n', 2, "could not find expected ':'"],
    ['a: 1\nb: c: d\n', 1, 'mapping values are not allowed in this context'],
    ['a: b: c\n', undefined, 'mapping values are not allowed in this context'],
    ['a: *b\n', undefined, "unknown anchor 'b' referenced"],
  ])('names of %j the line that go-yaml names', (text, line, message) => {
    expect(readYaml(text).fault).toMatchObject({ message });
    expect(readYaml(text).fault?.line).toBe(line);
  });

  it('does not unfold a bomb of aliases', () => {
    expect(readYaml(bomb).fault).toMatchObject({ bomb: true });
  });

  it('takes neither a deep nor a circular text for the end of the stack', () => {
    expect(readYaml('['.repeat(20_000)).fault).toBeDefined();
    expect(readYaml(`a: ${'{b: '.repeat(5000)}`).fault).toBeDefined();
    expect(readYaml('a: &a [*a]').fault).toBeDefined();
    expect(readYaml('- '.repeat(5000)).fault).toBeDefined();
  });
});
