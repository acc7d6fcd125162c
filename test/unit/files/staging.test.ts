import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../../src/files/read-tree.ts';
import { Staging } from '../../../src/files/staging.ts';
import { fileTree } from '../../../src/model/file-tree.ts';
import { formatIdentity, ownIdentity } from '../../../src/process/process-identity.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

/** A process of this host, by its number. */
const identity = (pid: number) => formatIdentity({ ...ownIdentity(), pid, start: '' });

const tree = (files: Record<string, string>) =>
  fileTree(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }]));

const contents = (folder: string) =>
  Object.fromEntries(
    [...readTree(folder)].map(([path, { content }]) => [path, Buffer.from(content).toString()]),
  );

describe('Staging', () => {
  test('changes nothing before commit, and all after', () => {
    const root = temporaryFolder({ 't/a/old': '1', 't/a/keep/x': '2' });
    const staging = Staging.open(root);
    staging.add({ target: 't/a', files: tree({ new: '3' }), removes: ['old'] });
    staging.add({ target: 't/b', files: tree({ 'x/y': '4' }) });
    expect(contents(join(root, 't'))).toEqual({ 'a/old': '1', 'a/keep/x': '2' });
    staging.commit();
    expect(contents(root)).toEqual({ 't/a/keep/x': '2', 't/a/new': '3', 't/b/x/y': '4' });
  });

  test('discard leaves no trace', () => {
    const root = temporaryFolder({ 'a/x': '1' });
    const staging = Staging.open(root);
    staging.add({ target: 'a', files: tree({ x: '2' }), replace: true });
    staging.discard();
    expect(contents(root)).toEqual({ 'a/x': '1' });
  });

  test('a stage that a dead run left without commit is forgotten', () => {
    const root = temporaryFolder({
      'a/x': '1',
      '.rancher-catalog-stage/owner': `${identity(999_999_999)} x`,
      '.rancher-catalog-stage/new/0/x': '2',
    });
    Staging.recover(root);
    expect(contents(root)).toEqual({ 'a/x': '1' });
  });

  test.for([0, 1, 2])('a commit that a dead run cut short after %i moves is ended', (moves) => {
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

  test('another living run is not disturbed', () => {
    const root = temporaryFolder({ '.rancher-catalog-stage/owner': `${identity(1)} x` });
    expect(() => Staging.open(root)).toThrow('is writing here');
    expect(existsSync(join(root, '.rancher-catalog-stage/owner'))).toBe(true);
  });

  test.for(['["../victim"]', '["a/../../victim"]', '["/victim"]', '[".git"]', '{}', '{', '[1]'])(
    'a stage that says %s is not of this program',
    (commit) => {
      const folder = temporaryFolder({
        'victim/x': 'precious',
        'root/a/x': 'old',
        'root/.rancher-catalog-stage/commit': commit,
        'root/.rancher-catalog-stage/new/0/x': 'evil',
      });
      expect(() => Staging.recover(join(folder, 'root'))).toThrow('not left by a run');
      expect(contents(join(folder, 'victim'))).toEqual({ x: 'precious' });
    },
  );

  test('a stage whose folder became a link is not followed', () => {
    const folder = temporaryFolder({
      'victim/x': 'precious',
      'root/.rancher-catalog-stage/commit': '["templates/a"]',
      'root/.rancher-catalog-stage/new/0/x': 'evil',
    });
    symlinkSync('../victim', join(folder, 'root/templates'));
    expect(() => Staging.recover(join(folder, 'root'))).toThrow('not followed');
    expect(contents(join(folder, 'victim'))).toEqual({ x: 'precious' });
  });

  test('a file under the name of the stage stays', () => {
    const root = temporaryFolder({ '.rancher-catalog-stage': 'mine' });
    expect(() => Staging.open(root)).toThrow('is not a directory');
    expect(contents(root)).toEqual({ '.rancher-catalog-stage': 'mine' });
  });

  test('is the lock: a second in this process waits too', () => {
    const root = temporaryFolder();
    const first = Staging.open(root);
    expect(() => Staging.open(root)).toThrow('is writing here');
    first.discard();
    Staging.open(root).discard();
  });

  test('a move that fails brings all back', () => {
    const root = temporaryFolder({ 'a/x': 'old', 'b/x': 'old' });
    const staging = Staging.open(root);
    staging.add({ target: 'a', files: tree({ x: 'new' }), replace: true });
    staging.add({ target: 'b/c', files: tree({ x: 'new' }), replace: true });
    // What the second move needs is taken away in the last moment.
    rmSync(join(root, 'b'), { recursive: true });
    writeFileSync(join(root, 'b'), 'in the way');
    expect(() => staging.commit()).toThrow('this is no folder');
    expect(contents(root)).toEqual({ 'a/x': 'old', b: 'in the way' });
  });

  test('files that stay keep their bytes and are not shared with later writes', () => {
    const root = temporaryFolder({ 'a/x': '1' });
    const staging = Staging.open(root);
    staging.add({ target: 'a', files: tree({ y: '2' }) });
    staging.commit();
    writeFileSync(join(root, 'a/x'), '3');
    expect(readFileSync(join(root, 'a/x'), 'utf8')).toBe('3');
  });
});
