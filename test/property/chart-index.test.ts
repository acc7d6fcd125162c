import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addToIndex, openIndex } from '../../src/chart/repository/add-to-index.ts';
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

/** The entries of the releases below. */
const entry = String.raw`( *)- apiVersion: v2\r?\n(?:\1 {2}.*\r?\n)*?\1 {2}version: 9\.0\.0\r?\n`;

/** A text without these entries, and without the keys of charts that are new. */
const withoutEntries = (text: string, added: readonly string[]) =>
  added
    .reduce((rest, name) => rest.replace(new RegExp(`^ *${name}:\r?\n${entry}`, 'm'), ''), text)
    .replaceAll(new RegExp(`^${entry}`, 'gm'), '');

const names = fc.uniqueArray(fc.constantFrom('redis', 'aaa', 'zzz', 'nginx', 'zoo'), {
  minLength: 1,
  maxLength: 3,
});

describe('an index.yaml in any style', () => {
  it('gets the entry, and every other byte and value is as before', () => {
    let added = 0;
    fc.assert(
      fc.property(randomIndex, names, ({ text }, charts) => {
        const more = { description: 'a: b\n# c\n', x: null };
        const releases = charts.map((name) => chartRelease(name, '9.0.0', 'x', more));
        const { value = '', diagnostics } = addToIndex(openIndex(text), releases);
        expect(diagnostics).toEqual([]);
        const [before, after] = [read(text), read(value)];
        const others = { ...after.entries };
        const old = { ...before.entries };
        for (const name of charts) {
          const [fresh, ...rest] = after.entries[name] ?? [];
          expect(fresh).toMatchObject({ name, version: '9.0.0', description: 'a: b\n# c\n' });
          others[name] = rest;
          old[name] ??= [];
        }
        expect({ ...after, entries: others }).toEqual({ ...before, entries: old });
        const isFilled = charts.some((name) => before.entries[name]?.length === 0);
        const fresh = charts.filter((name) => before.entries[name] === undefined);
        const rest = isFilled ? text : withoutEntries(value, fresh);
        expect([text, `${text}\n`, `${text}\r\n`]).toContain(rest);
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
    expect(scanned).toBeGreaterThan(runs / 10);
  });

  it('is scanned in linear time', async () => {
    const one = (index: number) =>
      `  c${index}:\n  - version: 1.0.0\n    text: it\n      goes\n    more: |\n      ${'x'.repeat(99)}\n`;
    const text = (size: number) =>
      `apiVersion: v1\nentries:\n${Array.from({ length: size }, (_each, index) => one(index)).join('')}`;
    expect(await disproportion((size) => scanIndex(text(size)), 20_000)).toBeUndefined();
  });
});
