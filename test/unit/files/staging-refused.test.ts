import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Staging } from '../../../src/files/staging.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { thrownBy } from '../../support/thrown.ts';
import { contents, identity } from './trees.ts';

describe('Staging', () => {
  test('does not interfere with another live run', () => {
    const root = temporaryFolder({ '.rancher-catalog-stage/owner': `${identity(1)} x` });
    expect(thrownBy(root, () => Staging.open(root))).toEqual(['<folder> target-busy']);
    expect(existsSync(join(root, '.rancher-catalog-stage/owner'))).toBe(true);
  });

  test.for(['["../victim"]', '["a/../../victim"]', '["/victim"]', '[".git"]', '{}', '{', '[1]'])(
    'rejects a stage with the commit %s',
    (commit) => {
      const folder = temporaryFolder({
        'victim/x': 'precious',
        'root/a/x': 'old',
        'root/.rancher-catalog-stage/commit': commit,
        'root/.rancher-catalog-stage/new/0/x': 'evil',
      });
      expect(thrownBy(folder, () => Staging.recover(join(folder, 'root')))).toEqual([
        '<folder>/root/.rancher-catalog-stage path-unsafe',
      ]);
      expect(contents(join(folder, 'victim'))).toEqual({ x: 'precious' });
    },
  );

  test('does not follow a target folder that became a symbolic link', () => {
    const folder = temporaryFolder({
      'victim/x': 'precious',
      'root/.rancher-catalog-stage/commit': '["templates/a"]',
      'root/.rancher-catalog-stage/new/0/x': 'evil',
    });
    symlinkSync('../victim', join(folder, 'root/templates'));
    expect(thrownBy(folder, () => Staging.recover(join(folder, 'root')))).toEqual([
      '<folder>/root/templates path-unsafe',
    ]);
    expect(contents(join(folder, 'victim'))).toEqual({ x: 'precious' });
  });

  test('keeps a file with the name of the stage', () => {
    const root = temporaryFolder({ '.rancher-catalog-stage': 'mine' });
    expect(thrownBy(root, () => Staging.open(root))).toEqual([
      '<folder>/.rancher-catalog-stage path-unsafe',
    ]);
    expect(contents(root)).toEqual({ '.rancher-catalog-stage': 'mine' });
  });

  test('locks the folder within this process too', () => {
    const root = temporaryFolder();
    const first = Staging.open(root);
    expect(thrownBy(root, () => Staging.open(root))).toEqual(['<folder> target-busy']);
    first.discard();
    Staging.open(root).discard();
  });
});
