import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDrillHere } from '../../src/actions/drilling/run-drill-here.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import type { Drill } from '../../src/cluster/drills/drill.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { signal } from './support/live-sandbox.ts';

const password = 'not-for-the-record';

/** A replica is not master, so this fails at its first step. */
const failing: Drill = {
  id: 99,
  name: 'fails',
  title: 'Fails',
  invariants: [],
  bounds: { lost: 0, convergedMs: 10_000 },
  steps: [{ kind: 'expect-master', who: 'replica' }],
  env: { redis_password: password, sentinel_password: password },
};

test('a failed drill leaves logs, configuration and offsets, but no password', async () => {
  const keepFailed = temporaryFolder();
  const { result, keptIn } = await runDrillHere(failing, {
    entry: await loadClusterEntry(undefined),
    answers: undefined,
    rounds: undefined,
    startScript: undefined,
    image: undefined,
    keepFailed,
    signal,
  });
  expect(result).toMatchObject({ pass: false, isOnlySlow: false });
  expect(keptIn).toBe(join(keepFailed, 'fails'));
  const text = (name: string) => readFileSync(join(keptIn ?? '', name), 'utf8');
  expect(text('redis-1.log')).toContain('starting as master');
  expect(text('redis-2.info')).toMatch(/^master_repl_offset:\d+$/m);
  expect(text('redis-1.redis.conf')).toMatch(/^requirepass \*\*\*$/m);
  expect(text('sentinel-1.sentinel.conf')).toMatch(/^sentinel monitor mymaster/m);
  expect(text('sentinel-1.info')).toContain('# SENTINEL REPLICAS mymaster');
  const [writer] = JSON.parse(text('writers.json')) as { acks: unknown[]; missing: object }[];
  expect(writer?.acks.length).toBeGreaterThan(0);
  expect(writer?.missing).toMatchObject({ 'redis-1': [] });
  const leaks = readdirSync(keptIn ?? '').filter((name) => text(name).includes(password));
  expect(leaks).toEqual([]);
});
