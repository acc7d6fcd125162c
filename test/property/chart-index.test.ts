import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addToIndex } from '../../src/chart/repository/add-to-index.ts';
import { outlineOf, parseIndex } from '../../src/chart/repository/parse-index.ts';
import { parseFaults } from '../../src/chart/repository/index-faults.ts';
import { scanIndex } from '../../src/chart/repository/scan-index.ts';
import { disproportion } from '../support/growth.ts';
import { chartRelease } from '../unit/chart/repository/release.ts';
import { change, changes } from './changed-texts.ts';
import { changedIndex, randomIndex } from './random-indexes.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

interface Index {
  readonly entries: Readonly<Record<string, readonly unknown[] | null>>;
}

const read = (text: string) => parse(text, { version: '1.1', merge: true }) as Index;

/** The text that an addition inserted; undefined if it did anything else. */
function inserted(before: string, after: string): string | undefined {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const tail = before.length - same;
  const end = after.length - tail;
  return end >= same && after.slice(end) === before.slice(same)
    ? after.slice(same, end)
    : undefined;
}

const names = fc.constantFrom('redis', 'aaa', 'zzz', 'nginx', 'zoo');

describe('an index.yaml in any style', () => {
  it('gets the entry, and every other byte and value is as before', () => {
    let added = 0;
    fc.assert(
      fc.property(randomIndex, names, ({ text }, name) => {
        const release = chartRelease(name, '9.0.0', 'x', { description: 'a: b\n# c\n', x: null });
        const { value, diagnostics } = addToIndex(text, release);
        expect(diagnostics).toEqual([]);
        const before = read(text);
        const after = read(value ?? '');
        const [fresh, ...others] = after.entries[name] ?? [];
        expect(fresh).toMatchObject({ name, version: '9.0.0', description: 'a: b\n# c\n' });
        const entries = { ...before.entries, [name]: before.entries[name] ?? [] };
        expect({ ...after, entries: { ...after.entries, [name]: others } }).toEqual({
          ...before,
          entries,
        });
        const isEmpty = before.entries[name]?.length === 0;
        expect(isEmpty || inserted(text, value ?? '') !== undefined).toBe(true);
        added += 1;
      }),
      { numRuns: runs },
    );
    expect(added).toBe(runs);
  });

  it('is scanned as the parser reads it, or not at all, also when it is broken', () => {
    let scanned = 0;
    const changed = fc.oneof(
      changedIndex,
      fc.tuple(randomIndex, changes).map(([{ text }, all]) => change(text, all)),
    );
    fc.assert(
      fc.property(changed, (text) => {
        const outline = scanIndex(text);
        if (!outline) return;
        scanned += 1;
        const parsed = parseIndex(text);
        expect(parseFaults(text, parsed)).toEqual([]);
        expect(outline).toEqual(parsed.root && outlineOf(parsed.root));
      }),
      { numRuns: runs * 5 },
    );
    expect(scanned).toBeGreaterThan(runs / 4);
  });

  it('is scanned in linear time', async () => {
    const one = (index: number) =>
      `  c${index}:\n  - version: 1.0.0\n    text: it\n      goes\n    more: |\n      ${'x'.repeat(99)}\n`;
    const text = (size: number) =>
      `apiVersion: v1\nentries:\n${Array.from({ length: size }, (_each, index) => one(index)).join('')}`;
    expect(await disproportion((size) => scanIndex(text(size)), 20_000)).toBeUndefined();
  });
});
