// Whether a master of a Redis Cluster starts as it is: a function of text.
import { expect, test } from 'vitest';
import { awk } from './support/awk.ts';

const idOf = (letter: string) => letter.repeat(40);

/** The decision of a master before it starts. */
const begin = (...facts: readonly string[]) =>
  awk('begin.awk', [`own ${idOf('a')}`, `replica ${idOf('d')}`, 'waited 5', ...facts]).join();

const peer = (
  id: string,
  boss: string,
  offset: number,
  keys = 1,
  copy = boss === '-' ? '-' : 'yes',
) => [
  `node 10.0.0.${id.charCodeAt(0) - 96} 6379 ${idOf(id)} h c ${boss === '-' ? 'master' : 'slave'} ${boss === '-' ? '-' : 'down'} ${offset} ${keys} 0 - 0 - old ${copy}`,
  `sees ${idOf(id)} ${idOf(id)} myself ${boss === '-' ? '-' : idOf(boss)} connected 10.0.0.1 6379 16379 ${boss === '-' ? 5461 : 0}`,
  `sees ${idOf(id)} ${idOf('a')} master - connected 10.0.0.1 6379 16379 5462`,
];
const two = [...peer('b', '-', 1), ...peer('c', '-', 1)];

test.each([
  ['start', 'it stopped cleanly', ['data 10 clean', 'last 50', ...two, ...peer('d', 'a', 90)]],
  [
    'hand-over 10.0.0.4',
    'a replica may have newer data',
    ['data 10 unclean', 'last 50', ...two, ...peer('d', 'a', 50)],
  ],
  ['start', 'as much data', ['data 10 unclean', 'last 50', ...two, ...peer('d', 'a', 49)]],
  [
    'hand-over 10.0.0.4',
    'its data is empty',
    ['data 0 clean', 'last 50', ...two, ...peer('d', 'a', 1)],
  ],
  [
    'hand-over 10.0.0.4',
    'its data is empty',
    ['data 0 unclean', 'last 50', ...two, ...peer('d', 'a', 49)],
  ],
  [
    'wait',
    'waiting for its replicas',
    [
      'data 0 clean',
      'last 50',
      ...two,
      ...peer('d', 'a', 1, 0).map((line) => line.replace(' 1 0 0 - 0 - old', ' 1 0 1 - 0 - old')),
    ],
  ],
  ['start', 'as much data', ['data 0 clean', 'last 50', ...two, ...peer('d', 'a', 1, 0)]],
  // Moved here from another master, whose data and offset it still has.
  ['start', 'as much data', ['data 10 unclean', 'last 50', ...two, ...peer('d', 'a', 90, 9, '-')]],
  ['start', 'as much data', ['data 0 clean', 'last 50', ...two, ...peer('d', 'a', 90, 9, '-')]],
  ['wait', 'a majority of the masters', ['data 10 unclean', 'last 50', ...peer('d', 'a', 90)]],
  ['wait', 'waiting for its replicas', ['data 0 unclean', 'last 50', ...two]],
])('a master decides %s before it starts: %s', (decision, why, facts) => {
  expect(begin(...facts)).toMatch(new RegExp(`^${decision} .*${why}`));
});
