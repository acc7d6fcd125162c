import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../../src/page/route.ts';

test.each([
  [undefined, false, '#/'],
  ['templates/x', false, '#/templates/x'],
  ['templates/x', true, '#/templates/x?upgrade'],
  ['templates/ä b?c#d', false, '#/templates/%C3%A4%20b%3Fc%23d'],
])('the route of %s with upgrade %s is %s', (folder, isUpgrade, href) => {
  expect(hrefOf({ folder, isUpgrade })).toBe(href);
  expect(parseRoute(href)).toEqual({ folder, isUpgrade: folder !== undefined && isUpgrade });
});

test.each(['', '#', '#/'])('%j is the list', (hash) => {
  expect(parseRoute(hash).folder).toBeUndefined();
});

test('a fragment that was typed by hand is taken as it is', () => {
  expect(parseRoute('#/templates/100%').folder).toBe('templates/100%');
});
