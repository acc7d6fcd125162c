import { mkdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Staging } from '../../../src/files/staging.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { formatIdentity, ownIdentity } from '../../../src/process/process-identity.ts';
import { thrownBy } from '../../support/thrown.ts';
import { contents, identity, tree } from './trees.ts';

const stage = '.rancher-catalog-stage';
const dead = { [`${stage}/owner`]: `${identity(999_999_999)} x` };

describe('Staging', () => {
  test('discards a stage that a dead run left without a commit', () => {
    const root = temporaryFolder({
      'a/x': '1',
      '.rancher-catalog-stage/owner': `${identity(999_999_999)} x`,
      '.rancher-catalog-stage/new/0/x': '2',
    });
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': '1' });
  });

  test.for([0, 1, 2])('completes a commit that a dead run left after %i moves', (moves) => {
    const root = temporaryFolder({
      'a/x': 'old',
      'b/x': 'old',
      '.rancher-catalog-stage/owner': `${identity(999_999_999)} x`,
      '.rancher-catalog-stage/commit': '["a","b"]',
      '.rancher-catalog-stage/new/0/x': 'new',
      '.rancher-catalog-stage/new/1/x': 'new',
    });
    const inStage = join(root, stage);
    mkdirSync(join(inStage, 'old'));
    if (moves > 0) renameSync(join(root, 'a'), join(inStage, 'old/0'));
    if (moves > 1) renameSync(join(inStage, 'new/0'), join(root, 'a'));
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': 'new', 'b/x': 'new' });
  });

  const commit = JSON.stringify([
    { target: 'a', existed: true },
    { target: 'b', existed: false },
  ]);

  test.for([
    ['a', { 'a/x': 'old', 'b/x': 'new' }],
    ['a', { 'b/x': 'new', [`${stage}/old/0/x`]: 'old' }],
    ['b', { 'a/x': 'new', [`${stage}/old/0/x`]: 'old' }],
  ] as const)('reports lost changes of %s instead of dropping them: %o', ([lost, files]) => {
    const root = temporaryFolder({ ...dead, [`${stage}/commit`]: commit, ...files });
    const before = contents(root);
    const found = ['<folder>/.rancher-catalog-stage target-unwritable'];
    for (let run = 1; run <= 2; run += 1) {
      expect(thrownBy(root, () => Staging.recover(root))).toEqual(found);
    }
    expect(contents(root)).toEqual(before);
    expect(['a', 'b']).toContain(lost);
  });

  test('completes a commit whose moves are all done', () => {
    const files = { 'a/x': 'new', 'b/x': 'new', [`${stage}/old/0/x`]: 'old' };
    const root = temporaryFolder({ ...dead, [`${stage}/commit`]: commit, ...files });
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': 'new', 'b/x': 'new' });
  });
});

describe('the stage of an ended run', () => {
  const successor = (pid: number, token: string) => `${identity(pid)} ${token}`;

  test('is left to the run that continues it', () => {
    const root = temporaryFolder({ ...dead, [`${stage}/successor-of-x`]: successor(1, 'y') });
    expect(thrownBy(root, () => Staging.recover(root))).toEqual(['<folder> target-busy']);
    expect(contents(root)).toHaveProperty([`${stage}/owner`]);
  });

  test.for([
    { 'successor-of-x': successor(999_999_998, 'y') },
    {
      'successor-of-x': successor(999_999_998, 'y'),
      'successor-of-y': successor(999_999_997, 'z'),
    },
    { 'successor-of-other': successor(1, 'y') },
  ])('is continued if those that continued it have ended as well: case %#', (files) => {
    const successors = Object.entries(files).map(([name, text]) => [`${stage}/${name}`, text]);
    const root = temporaryFolder({ ...dead, ...Object.fromEntries(successors), 'a/x': '1' });
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': '1' });
  });
});

describe('a run that cannot be seen', () => {
  const other = formatIdentity({ ...ownIdentity(), namespace: '1' });
  const minutes = (count: number) => new Date(Date.now() - count * 60_000);

  test.for([
    [9, ['<folder> target-busy']],
    [11, 'ended'],
  ] as const)('counts as running for ten minutes after a sign of life: %i', ([ago, expected]) => {
    const root = temporaryFolder({ [`${stage}/owner`]: `${other} x` });
    utimesSync(join(root, stage), minutes(ago), minutes(ago));
    const run = () => (Staging.recover(root), 'ended');
    expect(expected === 'ended' ? run() : thrownBy(root, run)).toEqual(expected);
  });

  test('gives a sign of life while it works', () => {
    const root = temporaryFolder();
    const staging = Staging.open(root);
    vi.useFakeTimers({ now: Date.now() + 60_000 });
    onTestFinished(() => void vi.useRealTimers());
    staging.add({ target: 'a', files: tree({ x: '1' }) });
    expect(statSync(join(root, stage)).mtimeMs).toBeGreaterThan(Date.now() - 1000);
    staging.discard();
  });
});
