import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnoseSharded } from '../../../src/cluster/sharded/diagnose-sharded.ts';
import { ownRules, shardedRules } from '../../../src/cluster/sharded/rules/sharded-rules.ts';
import type { ShardedSnapshot } from '../../../src/cluster/sharded/sharded-snapshot.ts';
import { shardedRows, shardTree } from '../../../src/cluster/sharded/sharded-rows.ts';
import { checkWith } from '../../../src/cluster/status/check-snapshot.ts';
import { recordText } from '../../support/prose.ts';
import { badShards } from './bad-shards.ts';
import { config } from './healthy-snapshot.ts';
import { healthyShards, knownNodes, withNode, withNodes, withoutNodes } from './healthy-shards.ts';

const diagnosisOf = (snapshot: ShardedSnapshot) => diagnoseSharded({ snapshot, silent: [] });

test('reports nothing for a healthy Redis Cluster', () => {
  expect(checkWith(shardedRules, healthyShards())).toEqual([]);
  expect(diagnosisOf(healthyShards()).headline).toBe('HEALTHY: 3 shards, 3 replicas');
});

describe('reports a Redis Cluster with', () => {
  test.for(badShards)('$name', ({ snapshot, rule, nodes = [undefined] }) => {
    const found = checkWith(shardedRules, snapshot).filter((finding) => finding.rule === rule);
    expect(found.map((finding) => finding.node)).toEqual(nodes);
    recordText(found.map(({ is, fix }) => `${is}\n${fix}`).join('\n'));
  });
});

test('every rule has a bad snapshot, and is in a file with its name', () => {
  const tried = new Set(badShards.map(({ rule }) => rule));
  expect(shardedRules.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  const files = readdirSync(join(import.meta.dirname, '../../../src/cluster/sharded/rules'));
  const named = files
    .map((file) => file.replace('.ts', ''))
    .filter((file) => !/^sharded-rules?$/.test(file));
  expect(named.sort()).toEqual(ownRules.map(({ name }) => name).sort());
});

describe('the headline', () => {
  test.for<[string, ShardedSnapshot, string]>([
    [
      'a master that died a moment ago',
      withoutNodes([1], { flag: '' }),
      'FAILING OVER (shard 0-5460: its master 10.0.0.1:6379 is dead, 0 of 5 nodes mark it as failed, new master expected in about 1.2 s)',
    ],
    [
      'a shard without any node',
      withoutNodes([1, 4], { changes: { isClusterOk: false } }),
      'DOWN (no commands): shard 0-5460: its master 10.0.0.1:6379 is dead, and none of its replicas can replace it',
    ],
    [
      'a lost shard whose slots are not needed by the others',
      withoutNodes([1, 4]),
      'DOWN (no writes to 5461 of 16384 slots): shard 0-5460: its master 10.0.0.1:6379 is dead, and none of its replicas can replace it',
    ],
    [
      'two of three masters lost',
      withoutNodes([1, 2], { changes: { isClusterOk: false } }),
      'DOWN (no commands): 2 shards without a master (10.0.0.1:6379 and 10.0.0.2:6379), and 1 of 3 masters is too few to elect another one',
    ],
    [
      'a replica lost',
      withoutNodes([6]),
      'DOWN (no writes to 5461 of 16384 slots): shard 10923-16383: its master rejects writes (NOREPLICAS): 0 replicas of the 1 that min-replicas-to-write asks for acknowledge in time',
    ],
    [
      'a replica lost, where writes need none',
      withoutNodes([6], { changes: { config: { ...config, minReplicas: 0 } } }),
      'DEGRADED: 1 of 3 replicas is down; if 10.0.0.3:6379 fails, its slots are lost',
    ],
    [
      'a replica without a link',
      withNode(4, { isLinkUp: false, linkDownS: 4 }),
      'DEGRADED: 1 of 3 replicas is not linked',
    ],
    [
      'a master hidden from here that all others see',
      withoutNodes([2], { trouble: 'timeout', flag: '' }),
      'CANNOT LOOK: the master 10.0.0.2:6379 cannot be read: no connection within 900 ms; 5 nodes see it up',
    ],
    [
      'masters that are back, and nodes that do not accept commands yet',
      withNodes({ isClusterOk: false }),
      'FAILING OVER (6 of 6 nodes still reject commands): each slot has a master again',
    ],
    [
      'nodes that were never joined',
      withNodes({
        known: knownNodes().map((line) => ({ ...line, slots: [] })),
        isClusterOk: false,
      }),
      'DOWN (no commands): no node has slots: the cluster was not created',
    ],
  ])('of %s', ([, snapshot, headline]) => {
    expect(diagnosisOf(snapshot).headline).toBe(headline);
  });
});

test('a dead master is the only cause of what follows from it', () => {
  const dead = withoutNodes([1], { changes: { isClusterOk: false } });
  const { causes } = diagnosisOf(dead);
  expect(causes.map(({ rule, nodes }) => [rule, ...nodes])).toEqual([
    ['nodes-answer', '10.0.0.1:6379'],
  ]);
  const rules = new Set(causes[0]?.follows.map(({ rule }) => rule));
  expect([...rules].sort()).toEqual([
    'commands-accepted',
    'nodes-not-failed',
    'shard-replicas-linked',
    'slots-covered',
  ]);
  expect(causes[0]?.fix).toMatch(/^nothing to do now: the masters elect a replica/);
});

test('no answer of any node is described with its reason', () => {
  const { state, headline, causes } = diagnoseSharded({
    snapshot: undefined,
    silent: [
      {
        at: { host: 'a', port: 1 },
        trouble: 'not-in-cluster',
        reason: 'this server is not a node of a Redis Cluster',
      },
    ],
  });
  expect(state).toBe('cannot-look');
  expect(headline).toBe(
    'CANNOT LOOK: the node a:1 cannot be read: this server is not a node of a Redis Cluster',
  );
  expect(causes[0]).toMatchObject({ rule: 'nodes-silent', nodes: ['a:1'] });
});

test('the tree and the rows show each master before its replicas, and nodes that do not answer', () => {
  const lost = withoutNodes([4]);
  expect(
    shardTree(lost).shards.map(({ label, below }) => [label, ...below.map((one) => one.label)]),
  ).toEqual([
    ['shard 0-5460: 10.0.0.1:6379  master, 5461 slots', '10.0.0.4:6379  replica, no answer'],
    ['shard 5461-10922: 10.0.0.2:6379  master, 5462 slots', '10.0.0.5:6379  replica, in sync'],
    ['shard 10923-16383: 10.0.0.3:6379  master, 5461 slots', '10.0.0.6:6379  replica, in sync'],
  ]);
  expect(shardedRows(lost).map(([address, role]) => `${address} ${role}`)).toEqual([
    '10.0.0.1:6379 master',
    '10.0.0.2:6379 master',
    '10.0.0.5:6379 replica',
    '10.0.0.3:6379 master',
    '10.0.0.6:6379 replica',
    '10.0.0.4:6379 node',
  ]);
});
