import { expect, test } from 'vitest';
import { findRewritten, type CommitChanges } from '../../../src/publish/find-rewritten.ts';

const commit = (name: string, changes: Record<string, string | undefined>): CommitChanges => ({
  commit: name,
  author: 'Ann',
  date: '2026-01-01',
  subject: name,
  changes: Object.entries(changes).map(([path, oid]) => ({ path, oid })),
});

const found = (...history: CommitChanges[]) =>
  findRewritten(history).map(({ kind, folder, movedTo, files, by }) => ({
    is: `${folder} ${kind}${movedTo === undefined ? '' : ` to ${movedTo}`}`,
    files: files.join(' '),
    by: by.commit,
  }));

const release = commit('release', {
  't/x/0/a.yml': '1',
  't/x/0/b.yml': '2',
  't/x/config.yml': '3',
});

test('ignores unchanged and new versions', () => {
  expect(found(release, commit('next', { 't/x/1/a.yml': '4', 't/x/config.yml': '5' }))).toEqual([]);
});

test('finds an edited version, and the last commit that edited it', () => {
  expect(
    found(
      release,
      commit('edit', { 't/x/0/a.yml': '9' }),
      commit('add', { 't/x/0/c.yml': '8' }),
      commit('other', { 't/x/1/a.yml': '4' }),
    ),
  ).toEqual([{ is: 't/x/0 edited', files: 'a.yml c.yml', by: 'add' }]);
});

test('ignores a reverted edit', () => {
  expect(
    found(release, commit('edit', { 't/x/0/a.yml': '9' }), commit('undo', { 't/x/0/a.yml': '1' })),
  ).toEqual([]);
});

test('finds a deleted version, unless it was restored', () => {
  const gone = { 't/x/0/a.yml': undefined, 't/x/0/b.yml': undefined };
  expect(found(release, commit('delete', gone))).toEqual([
    { is: 't/x/0 deleted', files: 'a.yml b.yml', by: 'delete' },
  ]);
  expect(
    found(
      release,
      commit('delete', gone),
      commit('back', { 't/x/0/a.yml': '1', 't/x/0/b.yml': '2' }),
    ),
  ).toEqual([]);
});

test('finds a renamed version', () => {
  expect(
    found(
      release,
      commit('move', {
        't/x/0/a.yml': undefined,
        't/x/0/b.yml': undefined,
        't/x/7/a.yml': '1',
        't/x/7/b.yml': '2',
      }),
    ),
  ).toEqual([{ is: 't/x/0 renumbered to t/x/7', files: 'a.yml b.yml', by: 'move' }]);
});

test('ignores files outside version folders', () => {
  expect(
    found(commit('a', { 't/x/docs/a': '1' }), commit('b', { 't/x/docs/a': '2', 'README.md': '3' })),
  ).toEqual([]);
});
