import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allDrills, allShardDrills } from '../../src/cluster/drills/all-drills.ts';
import { stormFaults } from '../../src/cluster/storm/storm-fault.ts';
import { protections, type Catcher } from './protections.ts';
import { describeCatcher, weakenedImage, withoutProtection } from './weaken.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const drills = new Set([...allDrills(), ...allShardDrills()].map(({ name }) => name));

/** Whether there is such a test, drill or fault. */
function exists(catcher: Catcher): boolean {
  if ('drill' in catcher) return drills.has(catcher.drill);
  if ('storm' in catcher) return catcher.storm.split(',').every((name) => name in stormFaults);
  const files = [`${catcher.file}.test.ts`, `${catcher.file}.timed.test.ts`].map((name) =>
    join(root, 'test/image', name),
  );
  return files.some(
    (file) => existsSync(file) && readFileSync(file, 'utf8').includes(catcher.test),
  );
}

test.each(protections)(
  'the edit that removes "$name" matches once, and its catcher exists',
  (one) => {
    const text = read(`image/${one.file}`);
    expect(withoutProtection(text, one)).not.toBe(text);
    expect(exists(one.caughtBy)).toBe(true);
  },
);

test('an edit that matches never or twice is rejected', () => {
  const [first] = protections;
  if (first === undefined) throw new Error('no protection');
  expect(() => withoutProtection('', first)).toThrow('occurs 0 times');
  expect(() => withoutProtection(first.find.repeat(2), first)).toThrow('occurs 2 times');
});

test('ten protections or more, each under a name of its own', () => {
  const names = protections.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(10);
  expect(new Set(names).size).toBe(names.length);
});

test('a copy of the image without a protection differs from it, and its catcher has a description', () => {
  const [first] = protections;
  if (first === undefined) throw new Error('no protection');
  const folder = mkdtempSync(join(tmpdir(), 'weakened-'));
  try {
    expect(weakenedImage(join(root, 'image'), folder, first)).toBe(join(folder, 'start.sh'));
    const changed = readFileSync(join(folder, first.file), 'utf8');
    expect(changed).toBe(withoutProtection(read(`image/${first.file}`), first));
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(protections.map(({ caughtBy }) => describeCatcher(caughtBy))).toContain(
    'drill old-master-returns',
  );
});
