// States that no recording has, made from the healthy cluster.
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/cluster/diagnosis/diagnose.ts';
import type { Cause, ClusterState, Diagnosis } from '../../../src/cluster/diagnosis/diagnosis.ts';
import { statusExitCode } from '../../../src/cluster/diagnosis/status-exit-code.ts';
import type {
  ClusterSnapshot,
  Contact,
  Trouble,
} from '../../../src/cluster/status/cluster-snapshot.ts';
import { at, healthySnapshot, master, replica, sentinel } from './healthy-snapshot.ts';

const diagnosisOf = (snapshot: ClusterSnapshot): Diagnosis =>
  diagnose({ masterName: 'mymaster', snapshot, silentSentinels: [], knownMasters: undefined });

/** The master does not answer; every sentinel has this contact with it. */
function withoutMaster(trouble: Trouble, changes: Partial<Contact>, flags: readonly string[] = []) {
  return healthySnapshot({
    dataNodes: [replica(2), replica(3)],
    silentDataNodes: [{ at: at(1), trouble, reason: 'no connection within 900 ms' }],
    sentinels: [11, 12, 13].map((last) => {
      const view = sentinel(last);
      const masterContact = { ...view.masterContact, ...changes };
      return { ...view, masterContact, masterFlags: ['master', ...flags] };
    }),
  });
}

describe('a master that cannot be reached from here', () => {
  test('cannot be looked at if the sentinels reach it', () => {
    const { state, headline } = diagnosisOf(withoutMaster('timeout', {}));
    expect(state).toBe('cannot-look');
    expect(headline).toMatch(/; 3 sentinels see the master up$/);
  });

  test('is dead if the sentinels miss it as well', () => {
    const missed = { lastReplyMs: 1500, unansweredMs: 1500 };
    const { state, headline } = diagnosisOf(withoutMaster('timeout', missed));
    expect(state).toBe('failing-over');
    expect(headline).toContain('master dead for 1.5 s, 3 of 3 sentinels miss it');
    expect(headline).toContain('expected in about 0.9 s');
  });
});

describe('the advice about a dead master', () => {
  const adviceAfter = (lastReplyMs: number) => {
    const down = { lastReplyMs, unansweredMs: lastReplyMs, downMs: lastReplyMs - 2000 };
    return diagnosisOf(withoutMaster('refused', down, ['s_down', 'o_down']));
  };

  test('is to wait while the sentinels replace it', () => {
    const { state, causes } = adviceAfter(2300);
    expect(state).toBe('failing-over');
    expect(causes[0]?.fix).toMatch(/^nothing to do now: the sentinels promote a replica/);
  });

  test('is to start it when the failover is overdue', () => {
    const { state, headline, causes } = adviceAfter(34_000);
    expect(state).toBe('down');
    expect(headline).toBe(
      'DOWN (no writes for 34 s): the master is dead, and the failover did not succeed',
    );
    expect(causes[0]?.fix).toBe('start it again, or check the port');
  });
});

/** The sentinels 12 and 13 switched to 10.0.0.2 a moment ago, 11 did not yet. The old master follows. */
function settling(sinceMs: number): ClusterSnapshot {
  const switched = [12, 13].map((last) => {
    const view = sentinel(last);
    const masterContact = { ...view.masterContact, sameRoleMs: sinceMs };
    return { ...view, masterAt: at(2), configEpoch: 5, masterContact };
  });
  return healthySnapshot({
    sentinels: [sentinel(11), ...switched],
    dataNodes: [
      {
        ...master(),
        at: at(2),
        followers: [1, 3].map((last) => ({ at: at(last), state: 'online', offset: 1000, lagS: 0 })),
      },
      { ...replica(1), masterAt: at(2) },
      { ...replica(3), masterAt: at(2) },
    ],
  });
}

const fixOf = (causes: readonly Cause[], rule: string) =>
  causes.find((cause) => cause.rule === rule)?.fix;

describe('a sentinel that still reports the old master', () => {
  test('is part of a failover that ended a moment ago', () => {
    const { headline, causes } = diagnosisOf(settling(300));
    expect(headline).toBe(
      'FAILING OVER (10.0.0.2:6379 is master since 0.3 s, 2 of 3 sentinels report it)',
    );
    expect(fixOf(causes, 'sentinels-agree')).toBe(
      'nothing to do now: the failover that is in progress resolves it',
    );
  });

  test('needs a fix after some seconds', () => {
    const { state, causes } = diagnosisOf(settling(30_000));
    expect(state).toBe('degraded');
    expect(fixOf(causes, 'sentinels-agree')).toMatch(/check that this one reaches its peers/);
  });
});

test('a cluster of replicas only is down', () => {
  const dataNodes = [{ ...replica(1), masterAt: at(3) }, replica(2), replica(3)];
  const { headline } = diagnosisOf(healthySnapshot({ dataNodes }));
  expect(headline).toBe('DOWN (no writes): the master is a replica, and no other node is a master');
});

describe('exit codes', () => {
  const warning: Cause = {
    rule: 'auth-set',
    severity: 'warning',
    nodes: [],
    is: '',
    expected: '',
    fix: '',
    follows: [],
  };
  const codes = (state: ClusterState, causes: readonly Cause[]) =>
    ([undefined, 'error', 'warning'] as const).map((failOn) =>
      statusExitCode({ state, causes, headline: '', summary: '', findings: [] }, failOn),
    );

  test.for<[ClusterState, readonly Cause[], readonly number[]]>([
    ['healthy', [], [0, 0, 0]],
    ['healthy', [warning], [3, 0, 1]],
    ['degraded', [{ ...warning, severity: 'error' }], [1, 1, 1]],
    ['failing-over', [], [1, 1, 1]],
    ['down', [warning], [1, 1, 1]],
    ['cannot-look', [], [2, 2, 2]],
  ])('%s with %j: %j by default, with error, with warning', ([state, causes, expected]) => {
    expect(codes(state, causes)).toEqual(expected);
  });
});
