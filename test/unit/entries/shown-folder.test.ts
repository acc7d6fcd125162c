import { expect, test } from 'vitest';
import { shownFolder } from '../../../src/actions/entries/launch-folder.ts';

test.for([
  ['.', '/catalog/templates/x/0', '../0'],
  ['./', '/catalog/templates/x/0', '../0'],
  ['.', '/', '.'],
  ['/', '/catalog', '/'],
  ['templates/x/0//', '/catalog', 'templates/x/0'],
] as const)('launch %s in %s names %s', ([folder, workingDirectory, shown]) => {
  expect(shownFolder(folder, workingDirectory)).toBe(shown);
});
