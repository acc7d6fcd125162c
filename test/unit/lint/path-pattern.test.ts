import { expect, test } from 'vitest';
import { pathPattern } from '../../../src/lint/lint-settings-file.ts';

test.for([
  ['templates/**', 'templates/x/0/a.yml', true],
  ['templates/*/config.yml', 'templates/x/config.yml', true],
  ['templates/*', 'templates/x/config.yml', false],
  ['**/docker-compose.yml', 'templates/x/0/docker-compose.yml', true],
  ['templates/a.b', 'templates/a-b', false],
] as const)('the pattern %s and %s', ([glob, path, fits]) => {
  expect(pathPattern(glob).test(path)).toBe(fits);
});
