import { beforeAll, describe, expect, test } from 'vitest';
import type { Launch } from '../../../src/rancher/launch/launch.ts';
import { launchVersion } from '../../../src/rancher/launch/launch-version.ts';
import type { AnswerValue } from '../../../src/model/answers.ts';
import { host, hosts, ofService, planOf } from '../../support/placement/planned-stack.ts';
import { renderAnswers, versionFiles } from '../../support/render.ts';

/** The launch of a blueprint with answers, and defaults for all else. */
async function launchBlueprint(
  name: string,
  answers: Readonly<Record<string, AnswerValue>>,
): Promise<Launch> {
  const { files } = await renderAnswers(name, {
    answers: { image: 'r.example.com/redis:1', ...answers },
    defaults: {},
  });
  const launch = launchVersion(versionFiles(files));
  expect(launch.verdict).toBe('accepted');
  return launch;
}

const data = ['redis-master', 'redis-slaves'];
const promises = [
  { name: 'failover', services: ['redis-sentinels'], atLeast: 2, kind: 'containers' },
  { name: 'writes', services: data, atLeast: 2, kind: 'containers' },
  { name: 'data', services: data, atLeast: 1, kind: 'hosts-with-data' },
] as const;

describe('redis-sentinel', () => {
  let launch: Launch;
  beforeAll(async () => {
    launch = await launchBlueprint('redis-sentinel', { network: 'managed' });
  });
  const plan = (count: number) => planOf(launch, hosts(count), { promises });
  const outcomes = (count: number) =>
    Object.fromEntries(plan(count).promises.map(({ name, outcome }) => [name, outcome]));

  test('one host has all data and one sentinel', () => {
    const one = plan(1);
    expect(one.outcome).toBe('never');
    expect(ofService(one, 'redis-master').outcome).toBe('always');
    expect(ofService(one, 'redis-slaves')).toMatchObject({
      outcome: 'always',
      placed: { fewest: 2 },
    });
    expect(ofService(one, 'redis-sentinels')).toMatchObject({
      outcome: 'never',
      placed: { fewest: 1, most: 1 },
      reason: { kind: 'too-few-hosts' },
    });
    expect(outcomes(1)).toEqual({ failover: 'broken', writes: 'broken', data: 'broken' });
  });

  test('on two hosts one sentinel waits, and one host can have two data nodes', () => {
    const two = plan(2);
    expect(ofService(two, 'redis-sentinels').placed).toMatchObject({ fewest: 2, most: 2 });
    expect(ofService(two, 'redis-slaves').spread).toMatchObject({ best: 1, worst: 2, exact: true });
    expect(outcomes(2)).toEqual({ failover: 'broken', writes: 'broken', data: 'kept' });
    expect(two.promises[1]?.words).toBe(
      '1 left, 2 needed, after the loss of one of host-1, host-2',
    );
    const picture = two.pictures[two.promises[1]?.picture ?? -1];
    const lost = picture?.hosts.find(({ isLost }) => isLost);
    expect(lost?.blocks.filter(({ service }) => data.includes(service))).toHaveLength(2);
    expect(picture?.waiting).toEqual([{ service: 'redis-sentinels', index: 3 }]);
  });

  test.for([3, 5, 100])('on %i hosts everything is apart, and one loss is survived', (count) => {
    const many = plan(count);
    expect(many.outcome).toBe('always');
    for (const { spread } of many.services) {
      expect(spread).toMatchObject({ best: 1, worst: 1, exact: true });
    }
    expect(outcomes(count)).toEqual({ failover: 'kept', writes: 'kept', data: 'kept' });
  });

  test('nothing is replaced before a host is removed, and then data nodes double', () => {
    const three = plan(3);
    const [master, slaves, sentinels] = three.services;
    expect(slaves).toMatchObject({
      afterLoss: { strategy: 'none', isReplaced: false },
      data: { survives: 'unknown' },
      drift:
        'after 1 host was removed from Rancher, up to 2 of the 3 containers of redis-master and redis-slaves are on one host, and stay there when hosts are added: the rule is soft, and Rancher moves no running container. The loss of that host then breaks writes',
    });
    expect([master?.drift, sentinels?.drift]).toEqual([expect.any(String), undefined]);
  });

  test('two lost hosts of three take the majority', () => {
    const { promises: made, losses } = planOf(launch, hosts(3), { promises, lose: 2 });
    expect(made.map(({ outcome, left }) => [outcome, left])).toEqual([
      ['broken', 1],
      ['broken', 1],
      ['kept', 1],
    ]);
    expect(losses).toMatchObject([{ breaks: ['failover', 'writes'], exact: true }]);
  });
});

test('redis-sentinel on the network of the host needs a host for each sentinel', async () => {
  const launch = await launchBlueprint('redis-sentinel', {
    network: 'host',
    redis_hosts: '10.0.0.1,10.0.0.2,10.0.0.3',
    sentinel_hosts: '10.0.0.1,10.0.0.2,10.0.0.3',
    host_label: 'role=redis',
  });
  const labels = { role: 'redis' };
  const on = [host('a', { labels }), host('b', { labels }), host('c', { labels }), ...hosts(2)];
  const plan = planOf(launch, on);
  expect(plan.outcome).toBe('always');
  for (const service of plan.services) {
    expect(service.hosts).toEqual(['a', 'b', 'c']);
    expect(service.warnings).toEqual([]);
  }
  expect(planOf(launch, on.slice(1)).outcome).toBe('never');
});

test.for([
  [1, 6, 6],
  [2, 3, 5],
  [3, 2, 4],
  [5, 2, 2],
  [100, 1, 1],
] as const)(
  'redis-cluster on %i hosts has %i to %i of 6 nodes on one',
  async ([count, best, worst]) => {
    const launch = await launchBlueprint('redis-cluster', {
      network: 'managed',
      nodes: 6,
      one_per_host: false,
    });
    const plan = planOf(launch, hosts(count));
    expect(ofService(plan, 'redis-cluster')).toMatchObject({
      outcome: 'always',
      placed: { fewest: 6, most: 6 },
      spread: { best, worst, exact: true },
    });
    expect(plan.losses).toMatchObject([{ services: [{ lost: worst, of: 6 }] }]);
  },
);

test('redis-cluster with one node on each host needs as many hosts', async () => {
  const launch = await launchBlueprint('redis-cluster', { network: 'managed', nodes: 6 });
  const outcome = (count: number) => planOf(launch, hosts(count)).outcome;
  expect([1, 2, 3, 5, 6, 100].map(outcome)).toEqual([
    'never',
    'never',
    'never',
    'never',
    'always',
    'always',
  ]);
});
