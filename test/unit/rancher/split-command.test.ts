import { describe, expect, test } from 'vitest';
import { splitCommand } from '../../../src/rancher/launch/split-command.ts';

describe('splitCommand', () => {
  test.each([
    ['a b  c', ['a', 'b', 'c']],
    [`a "b c" 'd "e'`, ['a', 'b c', 'd "e']],
    ['a\\ b "c\\"d"', ['a b', 'c"d']],
    ['a # b', ['a']],
    ['a#b', ['a#b']],
    ['', []],
    ["''", ['']],
  ])('splits %j', (text, words) => {
    expect(splitCommand(text)).toEqual({ words });
  });

  test.each([
    ['a –b', 'Unknown rune: 8211'],
    ['a–b', 'Uknown rune: 8211'],
    ['a\\é', 'Uknown rune: 233'],
    ['a`b', 'Uknown rune: 96'],
    ['a 😀', 'Unknown rune: 128512'],
  ])('refuses the character in %j', (text, fault) => {
    expect(splitCommand(text)).toEqual({ fault });
  });

  test.each(['"–"', "'é`'", '# é'])('accepts any character in %j', (text) => {
    expect(splitCommand(text)).toHaveProperty('words');
  });

  test.each(["a 'b", 'a "b', 'a\\'])('refuses %j', (text) => {
    expect(splitCommand(text)).toHaveProperty('fault');
  });
});
