import { expect, test } from 'vitest';
import {
  describePlan,
  helloMessage,
  planSwitchover,
} from '../../../src/cluster/switchover/plan-switchover.ts';
import type { ClusterSnapshot } from '../../../src/cluster/status/cluster-snapshot.ts';
import { recordText } from '../../support/prose.ts';
import { at, healthySnapshot, master, replica, sentinel } from './healthy-snapshot.ts';

function planOf(snapshot: ClusterSnapshot, to?: { host: string; port: number }) {
  const planned = planSwitchover(snapshot, to);
  if ('refused' in planned) throw new Error(planned.refused);
  return planned.plan;
}

test('chooses the replica with the newest data, and a hello message in the name of a peer', () => {
  const plan = planOf(
    healthySnapshot({ dataNodes: [master(), replica(2), { ...replica(3), offset: 1200 }] }),
  );
  expect(plan).toMatchObject({ from: at(1), to: at(3), others: [at(2)], epoch: 5, way: 'fast' });
  const [notified] = plan.sentinels;
  expect(notified?.peer).toBeDefined();
  const peer = notified?.peer ?? { at: at(0), id: '' };
  expect(helloMessage(plan, peer, 5)).toBe(
    `10.0.0.12,26379,${sentinel(12).id},5,mymaster,10.0.0.3,6379,5`,
  );
});

/** Whether a switchover is refused. Records the reason and the hint. */
function isRefused(snapshot: ClusterSnapshot, to?: { host: string; port: number }): boolean {
  const planned = planSwitchover(snapshot, to);
  if (!('refused' in planned)) return false;
  recordText(`${planned.refused}\n${planned.hint}`);
  return true;
}

test('accepts a requested replica, and rejects an impossible one with the alternatives', () => {
  expect(planOf(healthySnapshot(), at(2)).to).toEqual(at(2));
  expect(isRefused(healthySnapshot(), at(9))).toBe(true);
  expect(isRefused(healthySnapshot(), at(1))).toBe(true);
});

test('does not choose a replica with priority 0 or without a link', () => {
  const never = { ...replica(2), priority: 0, offset: 5000 };
  expect(planOf(healthySnapshot({ dataNodes: [master(), never, replica(3)] })).to).toEqual(at(3));
  const cut = { ...replica(3), isLinkUp: false };
  expect(isRefused(healthySnapshot({ dataNodes: [master(), never, cut] }))).toBe(true);
});

test.for([
  ['disagree', { masterAt: at(2) }],
  ['fail over', { failoverState: 'wait_promotion' }],
  ['have no quorum', { isQuorumOk: false, quorumReply: 'NOQUORUM' }],
] as const)('rejects a switchover while the sentinels %s', ([, changes]) => {
  const sentinels = [{ ...sentinel(11), ...changes }, sentinel(12), sentinel(13)];
  expect(isRefused(healthySnapshot({ sentinels }))).toBe(true);
});

test('uses a failover of the sentinels with paused writes if a sentinel is missing', () => {
  const plan = planOf(healthySnapshot({ sentinels: [sentinel(11), sentinel(12)] }));
  expect(plan.way).toBe('failover');
  recordText([plan.reason, ...describePlan(plan)].join('\n'));
});

test('rejects a failover by Sentinel that could promote another replica than the requested one', () => {
  const seen = (priority: number) =>
    [11, 12].map((last) => {
      const view = sentinel(last);
      const replicas = view.replicas.map((each) =>
        each.at.host === at(2).host ? { ...each, priority } : each,
      );
      return { ...view, replicas };
    });
  expect(isRefused(healthySnapshot({ sentinels: seen(100) }), at(2))).toBe(true);
  const plan = planOf(healthySnapshot({ sentinels: seen(1) }), at(2));
  expect(plan).toMatchObject({ way: 'failover', to: at(2), isWanted: true });
});

test('uses a coordinated failover if the server has one, except in a version that crashes', () => {
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
