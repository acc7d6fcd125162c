import { expect, test } from 'vitest';
import type { StatedPromise } from '../../../src/model/survival.ts';
import { readSurvival } from '../../../src/plan/read-survival.ts';
import { recordText } from '../../support/prose.ts';

const stated = (atLeast: string, more: Partial<StatedPromise> = {}): StatedPromise => ({
  name: 'failover possible',
  services: ['sentinels'],
  count: 'containers',
  atLeast,
  ...more,
});

const answers = new Map([
  ['sentinels', '5'],
  ['quorum', 'majority'],
  ['empty', ''],
  ['huge', '9'.repeat(15)],
]);

const read = (promise: StatedPromise) =>
  readSurvival([promise], { answers, services: new Set(['sentinels', 'data']) }, 'x/0');

test.for([
  ['2', 2],
  ['max(quorum, sentinels / 2 + 1)', 3],
  ['max(4, sentinels / 2 + 1)', 4],
  ['sentinels - 7', -2],
] as const)('%s is %d', ([atLeast, value]) => {
  expect(read(stated(atLeast))).toEqual({
    promises: [
      { name: 'failover possible', services: ['sentinels'], kind: 'containers', atLeast: value },
    ],
    diagnostics: [],
  });
});

test('hosts can be counted', () => {
  const { promises } = read(stated('2', { count: 'hosts', services: ['data'] }));
  expect(promises).toMatchObject([{ kind: 'hosts-with-data', services: ['data'] }]);
});

test.for([
  ['text', stated('quorum + 1')],
  ['no answer', stated('1 + unknown')],
  ['an empty answer', stated('empty')],
  ['a comparison', stated('sentinels > 1')],
  ['a division by 0', stated('sentinels / 0')],
  ['a number that is too large', stated('huge * huge')],
  ['something else', stated('sentinels +')],
  ['a service that is not there', stated('1', { services: ['sentinels', 'sentinel', 'x'] })],
] as const)('a promise with %s is not checked', ([, promise]) => {
  const { promises, diagnostics } = read(promise);
  expect(promises).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: 'promise-unknown', severity: 'warning', at: { file: 'x/0' } },
  ]);
  recordText(diagnostics.map(({ message }) => message).join('\n'));
});
