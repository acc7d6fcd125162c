import { existsSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Staging } from '../../../src/files/staging.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { thrownBy } from '../../support/thrown.ts';
import { contents, identity } from './trees.ts';

const ended = `${identity(999_999_999)} x`;

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
        'root/.rancher-catalog-stage/owner': ended,
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
      'root/.rancher-catalog-stage/owner': ended,
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

  test.for([
    { '.rancher-catalog-stage/x': 'mine' },
    { '.rancher-catalog-stage/owner': 'me' },
    {
      '.rancher-catalog-stage/commit': '["a"]',
      '.rancher-catalog-stage/new/0/x': 'evil',
      'a/x': '1',
    },
  ])('keeps a directory with the name of the stage that no run left: %o', (files) => {
    const root = temporaryFolder(files);
    const found = ['<folder>/.rancher-catalog-stage path-unsafe'];
    expect(thrownBy(root, () => Staging.open(root))).toEqual(found);
    expect(contents(root)).toEqual(files);
  });

  test('keeps what has a name like that of a draft', () => {
    const files = { '.rancher-catalog-stage-notes/x': 'mine' };
    const root = temporaryFolder(files);
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(join(root, '.rancher-catalog-stage-notes'), old, old);
    Staging.open(root).discard();
    expect(contents(root)).toEqual(files);
  });

  test('locks the folder within this process too', () => {
    const root = temporaryFolder();
    const first = Staging.open(root);
    expect(thrownBy(root, () => Staging.open(root))).toEqual(['<folder> target-busy']);
    first.discard();
    Staging.open(root).discard();
  });
});
