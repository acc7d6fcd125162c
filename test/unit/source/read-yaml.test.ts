import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { lineAt } from '../../../src/source/yaml-fault.ts';
import { child } from '../../../src/source/yaml-node.ts';
import { plain } from './plain-node.ts';

describe('readYaml', () => {
  it('uses the last of duplicate keys, and reports the others', () => {
    const { root } = readYaml('a: 1\nb: 2\na: 3\n');
    expect(plain(root)).toEqual({ a: 3, b: 2 });
    expect(root?.kind === 'map' && root.duplicates.map(({ key }) => key.offset)).toEqual([0]);
  });

  it('resolves merge keys', () => {
    const text = 'a: &a {x: 1, w: 2}\nb: {<<: *a, w: 3}\nc: {<<: [*a, {z: 4}]}\n';
    expect(plain(readYaml(text).root)).toEqual({
      a: { x: 1, w: 2 },
      b: { x: 1, w: 3 },
      c: { x: 1, w: 2, z: 4 },
    });
  });

  it('resolves the types of keys', () => {
    expect(plain(readYaml('on: 1\n80: 2\n~: 3\n').root)).toEqual({
      '!bool:true': 1,
      '!int:80': 2,
      '!null:null': 3,
    });
  });

  it('records locations', () => {
    const text = 'services:\n  web:\n    ports:\n    - "80:80"\n';
    const { root } = readYaml(text);
    const ports = child(child(child(root, 'services'), 'web'), 'ports');
    const port = ports?.kind === 'list' ? ports.items[0] : undefined;
    expect(text.slice(port?.offset)).toBe('"80:80"\n');
    expect(lineAt(text, port?.offset ?? 0)).toBe(4);
  });

  it('reads only the first document, and ignores comments', () => {
    expect(plain(readYaml('a: 1\n---\nb: [').root)).toEqual({ a: 1 });
    expect(readYaml('# nothing\n')).toEqual({ root: undefined, fault: undefined });
  });

  it('accepts continuation lines of quotes and brackets at any column', () => {
    const text = 'a:\n  b: "c\nd"\n  e: [f,\ng\n]\n';
    expect(plain(readYaml(text).root)).toEqual({ a: { b: 'c d', e: ['f', 'g'] } });
  });
});
