import { expect, test } from 'vitest';
import { pathPattern } from '../../../src/lint/path-pattern.ts';

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
  ['a*'.repeat(30) + 'b', 'a'.repeat(200)],
  ['**/a/'.repeat(30) + 'b', 'a/'.repeat(200)],
  ['**'.repeat(30) + 'b', 'a'.repeat(200)],
])('a hostile pattern is fast: %s', (glob, path) => {
  const start = performance.now();
  expect(pathPattern(glob)(path)).toBe(false);
  expect(pathPattern(glob)(`${path}b`)).toBe(true);
  expect(performance.now() - start).toBeLessThan(2000);
});
