import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { plain } from './plain-node.ts';

/** go-yaml's error for a text; a crash of the program is marked. */
function errorOf(text: string): string | undefined {
  const { fault } = readYaml(text);
  if (!fault) return undefined;
  const line = fault.line === undefined ? '' : `line ${fault.line}: `;
  return fault.panic ? `panic: ${fault.message}` : `${line}${fault.message}`;
}

const long = (length: number) => 'k'.repeat(length);

// Values of the go-yaml of 2016 (commit e4d366f), by running it.
describe('readYaml reads as go-yaml does', () => {
  test.each<[string, unknown]>([
    ['a: "x"#c\n', { a: 'x' }],
    ['a: |\n  x', { a: 'x' }],
    ['a: |\n  x\n', { a: 'x\n' }],
    ['a: |+\n  x\n\n', { a: 'x\n\n' }],
    ['a: >\n  x\n  y\n\n  z\n', { a: 'x y\nz\n' }],
    ['a: |2\n   x\n', { a: ' x\n' }],
    ['a: x\rb: w\r', { a: 'x', b: 'w' }],
    ['a: x\u0085b: w\u2028c: z\u2029', { a: 'x', b: 'w', c: 'z' }],
    ['a: "x\u2028y"\n', { a: 'x\u2028y' }],
    ['a: !!binary aGVsbG8=\n', { a: 'hello' }],
    ['a: !!str 010\n', { a: '010' }],
    ['a: !other 010\n', { a: '010' }],
    ['a: !<tag:yaml.org,2002:int> "5"\n', { a: 5 }],
    ['%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n', { a: '1' }],
    ['%YAML 1.1\n---\na: 1\n', { a: 1 }],
    ['a: *x\nb: &x 1\n', { a: 1, b: 1 }],
    ['a: &x 1\nb: *x\nc: &x 2\n', { a: 1, b: 2, c: 2 }],
    ['a: &x {b: &x 1}\nc: *x\n', { a: { b: 1 }, c: 1 }],
    ['a: 1\n---\nb: [', { a: 1 }],
    ['a: 1\n...\n', { a: 1 }],
    ['a: 1\n...\n---\nb: [', { a: 1 }],
    ['---\n...\n', null],
    ['[a: 1, b]', [{ a: 1 }, 'b']],
    ['{a, b: }', { a: null, b: null }],
    ['? a\n: b\n', { a: 'b' }],
    ['? a\n', { a: null }],
    ['a:\n- b\n-\n- - c\n', { a: ['b', null, ['c']] }],
    [`${long(1024)}: a\n`, { [long(1024)]: 'a' }],
    ['\uFEFFa: 1\n', { a: 1 }],
    ['a: -0b101\n', { a: -5 }],
    ['a: 0b-101\n', { a: -5 }],
    ['a: -.INF\n', { a: Number.NEGATIVE_INFINITY }],
    ['a: +inf\n', { a: Number.POSITIVE_INFINITY }],
    ['a: 0x1g\n', { a: '0x1g' }],
    ['a: "\\x41\\u00e9\\U0001F600\\\'\\e"\n', { a: "Aé😀'\u001B" }],
    ['a: "b\n\n  c \\\n   d"\n', { a: 'b\nc d' }],
    ['a: b\n  c\n\n  d # e\n', { a: 'b c\nd' }],
    ['a:\nb:\n', { a: null, b: null }],
    ['a:\n  b:\nc:\td\n', { a: { b: null }, c: 'd' }],
    ['a b: c\n', { 'a b': 'c' }],
    ['a: &x 1\nb: [*x, "y", \'z\', w, v: u]\n', { a: 1, b: [1, 'y', 'z', 'w', { v: 'u' }] }],
    ['a: {b: c, d: "e", f: [g, h]}\n', { a: { b: 'c', d: 'e', f: ['g', 'h'] } }],
  ])('reads %j', (text, value) => {
    expect(errorOf(text)).toBeUndefined();
    expect(plain(readYaml(text).root)).toEqual(value);
  });
});

// Errors of the same go-yaml, with its lines, which are mostly those before the fault.
describe('readYaml refuses as go-yaml does', () => {
  test.each([
    ['a: b\n\t\nc: d\n', 'line 1: found a tab character that violate indentation'],
    ['a: b\n\t# x\nc: d\n', 'line 1: found a tab character that violate indentation'],
    ['a:\n\t- b\n', 'line 1: found character that cannot start any token'],
    ['a: |\n\tb\n', 'line 1: found a tab character where an indentation space is expected'],
    ['  a: 1\nb: 2\n', 'line 1: did not find expected <document start>'],
    ['a: 1\n...\nb: 2\n', 'line 2: did not find expected <document start>'],
    ['...\na: 1\n', 'did not find expected node content'],
    ['%YAML 1.2\n---\na: 1\n', 'found incompatible YAML document'],
    ['%YAML 1.1\n%YAML 1.1\n---\na: 1\n', 'line 1: found duplicate %YAML directive'],
    ['%OTHER\n---\n', 'found unknown directive name'],
    ['a: "\\/"\n', 'found unknown escape character'],
    ['a: "\\ud83d"\n', 'found invalid Unicode character escape code'],
    ['a: "\\x4"\n', 'did not find expected hexdecimal number'],
    [`${long(1025)}: a\n`, 'mapping values are not allowed in this context'],
    [`a: 1\n${long(1025)}: a\n`, "line 1: could not find expected ':'"],
    ['a:\n  : b\n', 'line 1: did not find expected key'],
    ['a:\n  b:\n  , c\n', 'line 2: did not find expected node content'],
    ['a:\n  b:\n  [c]\n', "line 3: could not find expected ':'"],
    ['a: 1\nb\u2028c: 2\n', "line 2: could not find expected ':'"],
    ['a: [b:c]\n', "found unexpected ':'"],
    ['a: ! b\n', 'did not find URI escaped octet'],
    ['a: !e!b c\n', 'found undefined tag handle'],
    ['a: !!binary aGVsbG8\n', '!!binary value contains invalid base64 data'],
    ['a: !!int b\n', 'cannot decode !!str `b` as a !!int'],
    ['a: !!float 1\n', 'cannot decode !!int `1` as a !!float'],
    ['a: !!int b\na: 1\n', 'cannot decode !!str `b` as a !!int'],
    ['a: &x [*x]\n', "anchor 'x' value contains itself"],
    ['a: *x\n', "unknown anchor 'x' referenced"],
    ['a: &\n', 'did not find expected alphabetic or numeric character'],
    ['a: {b: c\n', "line 1: did not find expected ',' or '}'"],
    ['a: "b\n', 'line 1: found unexpected end of stream'],
    ['a: "b\n---\n', 'line 1: found unexpected document indicator'],
    ['a: |x\n', 'did not find expected comment or line break'],
    ['a: |0\n', 'found an indentation indicator equal to 0'],
    ['<<: b\n', 'map merge requires map or sequence of maps as the value'],
    ['a: - b\n', 'block sequence entries are not allowed in this context'],
    ['a: ? b\n', 'mapping keys are not allowed in this context'],
    ['- a\nb: c\n', "line 1: did not find expected '-' indicator"],
    ['  a: "x\n" b\n', 'panic: should not happen'],
    ['%TAG ! x\n---\na: 1\n', 'panic: runtime error: index out of range'],
    // The reader decodes 512 bytes ahead of the scanner.
    ['a: b: c\n\u0001', 'control characters are not allowed'],
    [`a: b: c\n${'#'.repeat(600)}\u0001`, 'mapping values are not allowed in this context'],
  ])('refuses %j', (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
