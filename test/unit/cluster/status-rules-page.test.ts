import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSnapshot } from '../../../src/cluster/status/check-snapshot.ts';
import { root } from '../../support/bundle.ts';
import { statusRulesPage } from '../../support/status-rules-page.ts';
import { badSnapshots } from './bad-snapshots.ts';
import { healthySnapshot } from './healthy-snapshot.ts';

const page = join(root, 'docs/status-rules.md');

// UPDATE_GOLDEN=1 regenerates the page.
test('docs/status-rules.md is generated from the rules and their snapshots', () => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, statusRulesPage());
  expect(readFileSync(page, 'utf8')).toBe(statusRulesPage());
});

test.for(badSnapshots)('the right state of $name has no findings', ({ right }) => {
  expect(checkSnapshot(right ?? healthySnapshot())).toEqual([]);
});

test('every example of a right state has lines, and few', () => {
  const examples = statusRulesPage().match(/(?<=^Right:\n\n```text\n)[^]*?(?=^```$)/gm) ?? [];
  for (const text of examples) {
    const lines = text.trim().split('\n');
    expect(text.trim()).not.toBe('');
    expect(lines.length).toBeLessThanOrEqual(6);
  }
});
