import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statusRules } from '../../../src/cluster/rules/status-rules.ts';
import { checkSnapshot } from '../../../src/cluster/status/check-snapshot.ts';
import { recordText } from '../../support/prose.ts';
import { healthySnapshot } from './healthy-snapshot.ts';
import { badSnapshots } from './bad-snapshots.ts';

test('reports nothing for a healthy cluster', () => {
  expect(checkSnapshot(healthySnapshot())).toEqual([]);
});

describe('reports a snapshot with', () => {
  test.for(badSnapshots)('$name', ({ snapshot, rule, node }) => {
    const found = checkSnapshot(snapshot).filter((finding) => finding.rule === rule);
    expect(found.map((finding) => finding.node)).toEqual([node]);
    recordText(found.map(({ is, fix }) => `${is}\n${fix}`).join('\n'));
  });
});

test('every rule has a bad snapshot', () => {
  const tried = new Set(badSnapshots.map(({ rule }) => rule));
  expect(statusRules.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
});

test('every rule is in a file with its name', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../src/cluster/rules'));
  const named = files
    .map((file) => file.replace('.ts', ''))
    .filter((file) => !/^status-rules?$/.test(file));
  expect(named.sort()).toEqual(statusRules.map(({ name }) => name).sort());
});

test('errors come before warnings', () => {
  const { snapshot } = badSnapshots.find(({ rule }) => rule === 'one-master') ?? {
    snapshot: healthySnapshot(),
  };
  const open = snapshot.sentinels.map((view) => ({ ...view, hasPassword: false }));
  const severities = checkSnapshot({ ...snapshot, sentinels: open }).map(
    ({ severity }) => severity,
  );
  expect(severities.lastIndexOf('error')).toBeLessThan(severities.indexOf('warning'));
});
