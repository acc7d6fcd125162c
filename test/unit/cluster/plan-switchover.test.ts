import { expect, test } from 'vitest';
import {
  describePlan,
  helloMessage,
  planSwitchover,
} from '../../../src/cluster/switchover/plan-switchover.ts';
import type { Snapshot } from '../../../src/cluster/status/snapshot.ts';
import { at, healthySnapshot, master, replica, sentinel } from './healthy-snapshot.ts';

function planOf(snapshot: Snapshot, to?: { host: string; port: number }) {
  const planned = planSwitchover(snapshot, to);
  if ('refused' in planned) throw new Error(planned.refused);
  return planned.plan;
}

test('the replica with the newest data is chosen, and told in the name of a fellow', () => {
  const plan = planOf(
    healthySnapshot({ dataNodes: [master(), replica(2), { ...replica(3), offset: 1200 }] }),
  );
  expect(plan).toMatchObject({ from: at(1), to: at(3), others: [at(2)], epoch: 5, way: 'fast' });
  const [herald] = plan.heralds;
  expect(herald?.fellow).toBeDefined();
  const fellow = herald?.fellow ?? { at: at(0), id: '' };
  expect(helloMessage(plan, fellow, 5)).toBe(
    `10.0.0.12,26379,${sentinel(12).id},5,mymaster,10.0.0.3,6379,5`,
  );
});

test('a wish is granted, one that cannot be is refused with those that could', () => {
  expect(planOf(healthySnapshot(), at(2)).to).toEqual(at(2));
  expect(planSwitchover(healthySnapshot(), at(9))).toEqual({
    refused: '10.0.0.9:6379 is no replica that could take over',
    mend: 'could: 10.0.0.2:6379, 10.0.0.3:6379',
  });
  expect(planSwitchover(healthySnapshot(), at(1))).toMatchObject({
    refused: '10.0.0.1:6379 is the master already',
  });
});

test('a replica that never may, or cannot, is not chosen', () => {
  const never = { ...replica(2), priority: 0, offset: 5000 };
  expect(planOf(healthySnapshot({ dataNodes: [master(), never, replica(3)] })).to).toEqual(at(3));
  const cut = { ...replica(3), isLinkUp: false };
  expect(planSwitchover(healthySnapshot({ dataNodes: [master(), never, cut] }))).toMatchObject({
    refused: 'no replica of 10.0.0.1:6379 could take over',
  });
});

test.for([
  [
    'disagree',
    { masterAt: at(2) },
    'the sentinels disagree: they name 10.0.0.2:6379 and 10.0.0.1:6379',
  ],
  ['fail over', { failoverState: 'wait_promotion' }, 'a failover is under way at 10.0.0.11:26379'],
  [
    'have no quorum',
    { isQuorumOk: false, quorumWords: 'NOQUORUM' },
    '10.0.0.11:26379 answers CKQUORUM with: NOQUORUM',
  ],
] as const)('nothing is done while the sentinels %s', ([, changes, refused]) => {
  const sentinels = [{ ...sentinel(11), ...changes }, sentinel(12), sentinel(13)];
  expect(planSwitchover(healthySnapshot({ sentinels }))).toMatchObject({ refused });
});

test('with a sentinel missing the sentinels do it themselves, with the writes held', () => {
  const plan = planOf(healthySnapshot({ sentinels: [sentinel(11), sentinel(12)] }));
  expect(plan).toMatchObject({ way: 'failover', reason: 'only 2 of 3 sentinels answer' });
  expect(describePlan(plan)[1]).toBe(
    'ask a sentinel for SENTINEL FAILOVER mymaster, and wait for a replica that is master',
  );
});

test('a server that can do it by itself is asked to, but for the version that crashes in it', () => {
  const valkey = (version: string) =>
    healthySnapshot({
      sentinels: [11, 12, 13].map((last) => ({ ...sentinel(last), version })),
      dataNodes: [master(), replica(2), replica(3)].map((node) => ({
        ...node,
        server: 'valkey',
        version,
      })),
    });
  expect(planOf(valkey('9.0.1')).way).toBe('coordinated');
  expect(planOf(valkey('9.1.0')).way).toBe('fast');
  expect(planOf(valkey('8.1.0')).way).toBe('fast');
});
