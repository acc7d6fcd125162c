import { describe, expect, it, test } from 'vitest';
import { readYaml } from '../../../src/source/read-yaml.ts';
import { child } from '../../../src/source/yaml-node.ts';
import { plain } from './plain-node.ts';

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
});
