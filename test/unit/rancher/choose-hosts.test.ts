import { expect, test } from 'vitest';
import { chooseHosts, type Candidate } from '../../../src/rancher/placement/choose-hosts.ts';

const candidate = (hard: number, soft: number, rank = 0): Candidate => ({ hard, soft, rank });

test.for([
  ['any host that fails nothing', [candidate(0, 0), candidate(0, 1), candidate(0, 0)], [0, 2]],
  ['the first in the order', [candidate(0, 0, 2), candidate(0, 0, 1)], [1]],
  ['the fewest soft rules failed', [candidate(0, 2), candidate(0, 1, 5), candidate(1, 0)], [1]],
] as const)('the allocator chooses %s', ([, candidates, hosts]) => {
  expect(chooseHosts(candidates)).toEqual({ isPlaced: true, hosts });
});

test('an attempt fails with what the best of the hosts lacks', () => {
  const candidates = [candidate(2, 0), candidate(1, 1), candidate(1, 0, 1), candidate(1, 0, 2)];
  expect(chooseHosts(candidates)).toEqual({ isPlaced: false, hosts: [2] });
  expect(chooseHosts([])).toEqual({ isPlaced: false, hosts: [] });
});
