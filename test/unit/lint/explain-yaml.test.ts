import { describe, expect, test } from 'vitest';
import { explainYaml, unseenBreak } from '../../../src/lint/explain-yaml.ts';
import { decodeYamlBytes } from '../../../src/source/yaml-bytes.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

function explained(text: string) {
  const { fault } = readYaml(text);
  if (!fault) throw new Error('no fault');
  const { offset, cause, fix } = explainYaml(text, fault);
  return { at: text.slice(offset).split('\n')[0], cause, fix };
}

describe('explainYaml', () => {
  test.each([
    ['a: b\nc\n', undefined, 'neither a key nor part'],
    ['a: b: c\n', ': c', 'a colon starts a value'],
    ['a: - b\n', '- b', 'a dash starts a list'],
    ['a: %h\n', '%h', 'cannot start a value'],
    ['a: @h\n', '@h', 'cannot start a value'],
    ['a:\n  b: c\n d: e\n', 'd: e', 'does not fit the keys'],
    ['a:\n  : b\n', ': b', 'does not fit the keys'],
    ['a:\n  - b\n  c: d\n', 'c: d', 'does not start with a dash'],
    ['a: [b\n', undefined, 'brackets are not closed'],
    ['a: {b: c\n', undefined, 'brackets are not closed'],
    ['a: ]\n', ']', 'a value is missing'],
    ['%YAML 1.2\n---\na: b\n', '%YAML 1.2', 'YAML 1.1 without other directives'],
    ['%FOO x\n---\na: b\n', ' x', 'YAML 1.1 without other directives'],
    ['%YAML 1.1\na: b\n', 'a: b', 'followed by ---'],
    ['a: b\n...\nc: d\n', 'c: d', 'ends at ...'],
    ['  a: b\nc: d\n', 'c: d', 'indented less than its first key'],
    ['a: "b\n', '"b', 'a quote is not closed'],
    ['a: "b\n--- c\n', '"b', 'before --- or ...'],
    ['a: "\\q"\n', '\\q"', 'a backslash in double quotes'],
    ['a: "\\x4"\n', undefined, 'a backslash in double quotes'],
    ['a: | b\n', 'b', 'text follows | or >'],
    ['a: |0\n  b\n', '0', 'the indentation of this block'],
    ['a: *b\n', '*b', 'no anchor has this name'],
    ['a: &b [*b]\n', '*b]', 'within the value that it stands for'],
    ['a: & b\n', '& b', 'without a name'],
    ['a: !!int b\n', '!!int b', 'the type of its tag'],
    ['a: !!binary 5\n', '!!binary 5', 'the type of its tag'],
    ['a: !x!y b\n', '!x!y b', 'not a tag'],
    ['<<: a\n', 'a', '<< can only merge maps'],
    ['a: \u0007\n', '\u0007', 'not allowed in YAML'],
    ['a: b\u2028c\n', '\u2028c', 'U+2028 is a line break'],
    ['a: b\rc\nd: e\n', '\rc', 'U+000D is a line break'],
    [`a: ${'['.repeat(2000)}`, undefined, 'nested too deeply'],
  ])('%j', (text, at, cause) => {
    const found = explained(text);
    expect(found.cause).toContain(cause);
    expect(found.fix).not.toBe('');
    expect(found.at).toBe(at ?? found.at);
  });

  test('finds what is not UTF-8', () => {
    const latin1 = decodeYamlBytes(Buffer.from('a: caf\u00E9\n', 'latin1'));
    expect(explained(latin1)).toMatchObject({ cause: 'this byte is not UTF-8' });
    const utf16 = '\uFFFD\uFFFDa\0:\0 \0b\0';
    expect(explained(utf16)).toMatchObject({ cause: 'this file is in UTF-16' });
  });

  test('counts a carriage return as unseen only if it is alone', () => {
    expect(unseenBreak.test('a: b\r\nc: d\r\n')).toBe(false);
    expect(unseenBreak.test('a: b\rc: d\n')).toBe(true);
  });

  test('does not call a crash a fault of the author', () => {
    const crash = { message: 'should not happen', offset: 0, panic: true };
    expect(explainYaml('a', crash).cause).toBe('Rancher crashes on this text');
  });
});
