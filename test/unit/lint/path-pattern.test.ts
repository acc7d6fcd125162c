import { expect, test } from 'vitest';
import { pathPattern } from '../../../src/lint/path-pattern.ts';
import { disproportion } from '../../support/growth.ts';

test.for([
  ['templates/**', 'templates/x/0/a.yml', true],
  ['templates/*/config.yml', 'templates/x/config.yml', true],
  ['templates/*', 'templates/x/config.yml', false],
  ['**/docker-compose.yml', 'templates/x/0/docker-compose.yml', true],
  ['templates/a.b', 'templates/a-b', false],
] as const)('the pattern %s and the path %s', ([glob, path, fits]) => {
  expect(pathPattern(glob)(path)).toBe(fits);
});

test.each([
  ['a*'.repeat(30) + 'b', 'a'],
  ['**/a/'.repeat(30) + 'b', 'a/'],
  ['**'.repeat(30) + 'b', 'a'],
])('the hostile pattern %s takes time in proportion to the path', async (glob, part) => {
  const matches = pathPattern(glob);
  const match = (size: number) => [matches(part.repeat(size)), matches(`${part.repeat(size)}b`)];
  expect(match(200)).toEqual([false, true]);
  expect(await disproportion(match, 40_000)).toBeUndefined();
});
