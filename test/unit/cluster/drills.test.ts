import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allDrills, allShardDrills } from '../../../src/cluster/drills/all-drills.ts';
import {
  describeBounds,
  describeDrill,
  sentencesOf,
} from '../../../src/cluster/drills/describe-drill.ts';
import { renderDrillPage } from '../../../scripts/drill-page.ts';
import { recordText } from '../../support/prose.ts';

const drills = allDrills();
const shards = allShardDrills();

test('there are 39 drills with unique numbers and names, the classic four first', () => {
  const numbers = drills.map(({ id }) => id).sort((a, b) => a - b);
  // Numbers are stable: those of a Redis Cluster are 39 to 48.
  expect(numbers).toEqual([...Array.from({ length: 38 }, (_, index) => index + 1), 49]);
  expect(new Set(drills.map(({ name }) => name)).size).toBe(39);
  expect(drills.slice(0, 4).map(({ name }) => name)).toEqual([
    'sentinel-killed',
    'sentinels-killed',
    'replica-killed',
    'master-killed',
  ]);
});

test('ten more are for a Redis Cluster, with numbers that follow', () => {
  expect(shards.map(({ id }) => id)).toEqual(shards.map((_, index) => 39 + index));
  expect(new Set([...drills, ...shards].map(({ name }) => name)).size).toBe(49);
});

test('a failover of a shard has the promised bounds', () => {
  const bounds = (id: number) => shards.find((drill) => drill.id === id)?.bounds;
  expect(bounds(39)).toMatchObject({ gapMs: 5000, lost: 0, twoMastersMs: 0 });
  expect(bounds(44)).toMatchObject({ gapMs: 7000, lost: 0, twoMastersMs: 0 });
  expect(bounds(45)).toMatchObject({ lostForMs: 3500 });
});

test('a list includes number, name, title, invariants and bounds', () => {
  expect(Object.keys(drills.map(describeDrill)[0] ?? {})).toEqual([
    'id',
    'name',
    'title',
    'invariants',
    'bounds',
  ]);
});

test('the drills have the promised bounds', () => {
  const bounds = (id: number) => drills.find((drill) => drill.id === id)?.bounds;
  expect(bounds(4)).toMatchObject({ medianGapMs: 2600, gapMs: 4000, lost: 0 });
  expect(bounds(5)).toMatchObject({ gapMs: 4500, lost: 0 });
  expect(bounds(19)).toMatchObject({ gapMs: 3000, lost: 0 });
  expect(bounds(25)).toMatchObject({ medianGapMs: 50, lost: 0 });
  expect(bounds(14)).toMatchObject({ lostForMs: 2000, twoMastersMs: 0 });
  expect(bounds(28)).toMatchObject({ lost: 0, convergedMs: 30_000 });
  expect(bounds(35)).toMatchObject({ gapMs: 100, lost: 0 });
  expect(bounds(49)).toMatchObject({ gapMs: 300, lost: 0, twoMastersMs: 0 });
});

test('docs/drills.md is up to date', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/drills.md'), 'utf8');
  expect(page).toBe(renderDrillPage(drills, shards));
});

test('the invariants of every drill are sentences', () => {
  for (const drill of [...drills, ...shards]) {
    expect(sentencesOf(drill).every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true);
    expect(describeBounds(drill.bounds)).toMatch(/ ≤ /);
  }
  recordText(
    [...drills, ...shards]
      .map(({ name, bounds }) => `${name}: ${describeBounds(bounds)}`)
      .join('\n'),
  );
});
