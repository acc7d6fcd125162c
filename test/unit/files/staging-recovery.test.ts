import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Staging } from '../../../src/files/staging.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { contents, identity } from './trees.ts';

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
    const stage = join(root, '.rancher-catalog-stage');
    mkdirSync(join(stage, 'old'));
    if (moves > 0) renameSync(join(root, 'a'), join(stage, 'old/0'));
    if (moves > 1) renameSync(join(stage, 'new/0'), join(root, 'a'));
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': 'new', 'b/x': 'new' });
  });
});
