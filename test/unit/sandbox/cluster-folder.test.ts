import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder } from '../../../src/actions/drilling/keep-evidence.ts';
import { keepPassword } from '../../../src/actions/sandbox/keep-password.ts';
import { loadClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import { openFolderCluster } from '../../../src/actions/sandbox/open-folder-cluster.ts';
import { CatalogError } from '../../../src/diagnostics/diagnostic.ts';
import { readTree } from '../../../src/files/read-tree.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

async function refused(dir: string): Promise<readonly string[]> {
  const entry = await loadClusterEntry(undefined);
  const options = { dir, image: undefined, onEnd: () => {} };
  const error = await openFolderCluster(entry, options).catch((thrown: unknown) => thrown);
  return error instanceof CatalogError ? error.diagnostics.map(({ code }) => code) : [];
}

describe('the folder of cluster up', () => {
  test.for([
    { 'mine.txt': 'mine' },
    { 'redis.password': 'mine' },
    { '.image/x': 'mine' },
    { 'cluster.json': '{"name": "another program"}' },
    { 'cluster.json': '{"net": "10.0.0.1; rm"}' },
  ])('is not one that has files and no cluster: %o', async (files) => {
    const folder = temporaryFolder(files);
    const before = readTree(folder);
    expect(await refused(folder)).toEqual(['target-foreign']);
    expect(readTree(folder)).toEqual(before);
  });

  test('gets a password file, not through a link', () => {
    const folder = temporaryFolder({ victim: 'mine' });
    symlinkSync('victim', join(folder, 'redis.password'));
    keepPassword(folder, 'redis.password', 'secret');
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine');
    expect(statSync(join(folder, 'redis.password')).mode & 0o777).toBe(0o600);
  });
});

test('the evidence of a failure is kept in a folder that is new, not through a link', () => {
  const folder = temporaryFolder({ 'round-1/events.json': 'mine' });
  symlinkSync('nowhere', join(folder, 'round-1-2'));
  expect(newFolder(folder, 'round-1')).toBe(join(folder, 'round-1-3'));
  expect(readFileSync(join(folder, 'round-1/events.json'), 'utf8')).toBe('mine');
});
