import { expect, test } from 'vitest';
import { bumpBetween, checkBump, nextVersion, smallestVersion } from '../../../src/publish/bump.ts';
import { cause } from '../../../src/publish/cause.ts';
import { recordText } from '../../support/prose.ts';

test.for([
  ['1.2.3', '1.2.4', 'patch'],
  ['1.2.3', '1.2.3-2', 'patch'],
  ['1.2.3', '1.3.0-rc1', 'minor'],
  ['1.2.3', '2.0.0', 'major'],
  ['v1.2.3', '1.2.9+x', 'patch'],
] as const)('from %s to %s is a %s release', ([from, to, bump]) => {
  expect(bumpBetween(from, to)).toBe(bump);
});

test.for([
  ['1.2.3', undefined, 'patch', '1.2.4'],
  ['1.2.3', undefined, 'minor', '1.3.0'],
  ['1.2.3', undefined, 'major', '2.0.0'],
  // A pre-release of a later version exists: the next version is its release, or a higher one.
  ['1.2.3', '1.3.0-rc1', 'patch', '1.3.0'],
  ['1.2.3', '1.3.0-rc1', 'major', '2.0.0'],
  ['1.2.3', '1.2.3-2', 'patch', '1.2.4'],
] as const)(
  'after %s (newest %s) the smallest %s release is %s',
  ([from, newest, bump, expected]) => {
    expect(smallestVersion(from, newest, bump)).toBe(expected);
  },
);

test('a version that is not semantic has no next version', () => {
  expect(smallestVersion('1.2', undefined, 'patch')).toBeUndefined();
});

test('a pre-release is followed by its release', () => {
  expect(nextVersion('1.3.0-rc.1', 'minor')).toBe('1.3.0');
});

test('causes count unless they are allowed by kind or by name', () => {
  const causes = [
    cause('question-removed', 'a', 'a is no longer asked'),
    cause('default-changed', 'b', 'the default of b changed'),
  ];
  /** What the hint suggests: the version to use, or the cause to allow. */
  const codes = (to: string, ...allowed: string[]) =>
    checkBump({ name: 'x', from: '1.0.0', to, causes, allowed, at: { file: 'f' } }).map(
      ({ hint = '', message }) => {
        recordText(`${message}\n${hint}`);
        return [/\d+\.\d+\.\d+/.exec(hint)?.[0], /--allow (\S+)/.exec(hint)?.[1]];
      },
    );
  expect(codes('2.0.0')).toEqual([]);
  expect(codes('1.1.0')).toEqual([['2.0.0', 'question-removed']]);
  expect(codes('1.1.0', 'question-removed:a')).toEqual([]);
  expect(codes('1.1.0', 'question-removed:other')).toHaveLength(1);
  expect(codes('1.0.1', 'question-removed')).toEqual([['1.1.0', 'default-changed']]);
  expect(codes('1.0.1', 'question-removed', 'default-changed')).toEqual([]);
});
