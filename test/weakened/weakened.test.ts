import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allDrills } from '../../src/cluster/drills/all-drills.ts';
import { stormFaults } from '../../src/cluster/storm/storm-fault.ts';
import { protections, type Catcher } from './protections.ts';
import { withoutProtection } from './weaken.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const drills = new Set(allDrills().map(({ name }) => name));

/** Whether there is such a test, drill or fault. */
function exists(catcher: Catcher): boolean {
  if ('drill' in catcher) return drills.has(catcher.drill);
  if ('storm' in catcher) return catcher.storm.split(',').every((name) => name in stormFaults);
  return read(`test/image/${catcher.file}.test.ts`).includes(catcher.test);
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
