import { describe, expect, test } from 'vitest';
import { durationSeconds, memorySize } from '../../../src/rancher/launch/go-sizes.ts';
import { splitCommand } from '../../../src/rancher/launch/split-command.ts';
import { compose } from './launch-texts.ts';
import { disproportion } from '../../support/growth.ts';

describe('durationSeconds', () => {
  test.each([
    ['5s', 5],
    ['1m30s', 90],
    ['1.5h', 5400],
    ['.5s', 0.5],
    ['1.s', 1],
    ['-1m', -60],
    ['+0', 0],
    ['100ms', 0.1],
    ['5\u00b5s', 5e-6],
  ])('reads %s', (text, seconds) => {
    expect(durationSeconds(text)).toBeCloseTo(seconds);
  });

  test.each(['', '5', '5x', 's', '.s', '1 s', '5s ', '+', '9223372037s', '1e3s'])(
    'refuses %j',
    (text) => {
      expect(durationSeconds(text)).toBeUndefined();
    },
  );
});

describe('memorySize', () => {
  test.each([
    ['512', 512],
    ['1k', 1024],
    ['1.5 GB', 1.5 * 1024 ** 3],
    ['2Mb', 2 * 1024 ** 2],
    ['7b', 7],
  ])('reads %s', (text, bytes) => {
    expect(memorySize(text)).toBe(bytes);
  });

  test.each(['', 'm', '1.2.3g', '1.', '-1', '1 g b', '1gib'])('refuses %j', (text) => {
    expect(memorySize(text)).toBeUndefined();
  });
});

test.each([
  ['a duration of digits', (size: number) => durationSeconds('1'.repeat(size))],
  ['a duration of parts', (size: number) => durationSeconds('1s'.repeat(size / 2))],
  ['a size of digits', (size: number) => memorySize('1'.repeat(size))],
  ['a size of dots', (size: number) => memorySize('1.'.repeat(size / 2))],
  ['a command', (size: number) => splitCommand('a '.repeat(size / 2))],
  [
    'stop_grace_period',
    (size: number) => compose(`    stop_grace_period: "${'1'.repeat(size)}"\n`),
  ],
  ['scale', (size: number) => compose(`    scale: "${'1'.repeat(size)}"\n`)],
  ['mem_limit', (size: number) => compose(`    mem_limit: "${'1'.repeat(size)}"\n`)],
  ['a rate', (size: number) => compose(`    device_read_bps: ["a:${'1'.repeat(size)}"]\n`)],
  ['restart', (size: number) => compose(`    restart: "on-failure:${'1'.repeat(size)}"\n`)],
  ['a port', (size: number) => compose(`    ports: ["${'1'.repeat(size)}"]\n`)],
])('%s takes time in proportion to its length', async (_, work) => {
  expect(await disproportion(work, 800_000)).toBeUndefined();
});
