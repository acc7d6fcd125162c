import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { promiseRows, renderStormPage } from '../../../scripts/storm-page.ts';
import { renderStorm, repeatCall } from '../../../src/cluster/storm/render-storm.ts';
import type { RoundResult } from '../../../src/cluster/storm/round-result.ts';
import { faultNames } from '../../../src/cluster/storm/storm-fault.ts';
import { summarize } from '../../../src/cluster/storm/summarize.ts';

const conditions = {
  seed: 7,
  minutes: 2,
  data: 3,
  sentinels: 3,
  runtime: 'namespace',
  faults: faultNames,
  areNamed: false,
};

function round(number: number, more: Partial<RoundResult> = {}): RoundResult {
  return {
    seed: 7,
    round: number,
    faults: [
      {
        name: 'kill-return',
        nodes: ['redis-1 (master)'],
        emptied: [],
        promise: 'master-killed',
        atMs: 0,
        lastsMs: 1300,
      },
    ],
    promise: 'master-killed',
    pass: true,
    problems: [],
    gapMs: 100 * number,
    recoveryMs: 1000,
    twoMastersMs: 0,
    acknowledged: { plain: 10, careful: 5 },
    lost: { plain: 0, careful: 0 },
    mostPerClient: 0,
    restarts: 0,
    isCounted: true,
    tookMs: 9000,
    ...more,
  };
}

const lossy = { lost: { plain: 1, careful: 0 }, mostPerClient: 1 };
const rounds = (count: number, lossyCount: number) =>
  Array.from({ length: count }, (_, index) => round(index + 1, index < lossyCount ? lossy : {}));
const killed = (count: number, lossyCount: number) =>
  summarize(rounds(count, lossyCount)).promises.find(({ name }) => name === 'master-killed');

test.for([
  [49, 10, true],
  [50, 1, true],
  [50, 2, false],
  [150, 3, true],
  [150, 4, false],
] as const)('of %i kills of the master, %i lost a write: kept %s', ([kills, lost, kept]) => {
  expect(killed(kills, lost)).toMatchObject({ faults: kills, roundsWithLoss: lost, kept });
  expect(summarize(rounds(kills, lost)).pass).toBe(kept);
});

test('a round without a count is a failure, but measures no promise', () => {
  const problems = [{ kind: 'recovery', text: 'not recovered within 60 s' }] as const;
  const summary = summarize([round(1), round(2, { pass: false, problems, isCounted: false })]);
  expect(summary).toMatchObject({ pass: false, rounds: 2, failed: 1 });
  expect(summary.promises.find(({ name }) => name === 'careful')).toMatchObject({
    kept: true,
    rounds: 1,
    acknowledged: 5,
  });
});

test('gaps and recoveries of each fault', () => {
  expect(summarize(rounds(3, 0)).faults).toEqual([
    {
      name: 'kill-return',
      rounds: 3,
      failed: 0,
      lostPlain: 0,
      lostCareful: 0,
      gapMedianMs: 200,
      gapMs: 300,
      recoveryMedianMs: 1000,
      recoveryMs: 1000,
    },
  ]);
});

test('the report names each broken promise, and how to repeat the round', () => {
  const problems = [{ kind: 'careful', text: '3 writes that WAIT confirmed are lost' }] as const;
  const all = [round(1), round(2, { pass: false, problems, lost: { plain: 0, careful: 3 } })];
  const where = {
    program: '1.0.0',
    server: 'redis 7.0.15',
    node: '20',
    kernel: '6',
    cores: 2,
    memoryGib: 8,
    date: '2026-01-02',
    tookS: 120,
  };
  const text = renderStorm(conditions, summarize(all), all, where);
  expect(text).toContain('**A promise was broken**: 2 rounds, 1 failed');
  expect(text).toMatch(/^\| careful .* \| \*\*NO\*\* \| 2 \| 2 \| 1 \| 10 \| 3 \|/m);
  expect(text).toContain('- **3 writes that WAIT confirmed are lost.**');
  expect(text).toContain('cluster storm --seed 7 --round 2`');
});

test('the call that repeats a round has every option that changes its plan', () => {
  const sizes = { data: 5, sentinels: 1, minReplicasToWrite: 0 };
  const other = { ...conditions, ...sizes, faults: ['kill', 'cut'], areNamed: true };
  expect(repeatCall(other, 4)).toBe(
    '--seed 7 --round 4 --data 5 --sentinels 1 --min-replicas-to-write 0 --faults kill,cut',
  );
});

test('docs/storm.md is up to date', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/storm.md'), 'utf8');
  expect(renderStormPage()).toBe(page);
});

test('the README promises what a storm checks', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  for (const row of promiseRows) expect(readme).toContain(`${row}\n`);
});
