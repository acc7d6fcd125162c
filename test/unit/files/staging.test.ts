import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Staging } from '../../../src/files/staging.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { thrownBy } from '../../support/thrown.ts';
import { contents, tree } from './trees.ts';

describe('Staging', () => {
  test('changes nothing before the commit, and everything with it', () => {
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
    Staging.open(join(root, 'new/folder/here')).discard();
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  test('restores everything if a move fails', () => {
    const root = temporaryFolder({ 'a/x': 'old', 'b/x': 'old' });
    const staging = Staging.open(root);
    staging.add({ target: 'a', files: tree({ x: 'new' }), replace: true });
    staging.add({ target: 'b/c', files: tree({ x: 'new' }), replace: true });
    // Removes what the second move needs just before it.
    rmSync(join(root, 'b'), { recursive: true });
    writeFileSync(join(root, 'b'), 'in the way');
    expect(thrownBy(root, () => staging.commit())).toEqual(['<folder>/b path-unsafe']);
    expect(contents(root)).toEqual({ 'a/x': 'old', b: 'in the way' });
  });

  test('keeps unchanged files writable with their bytes', () => {
    const root = temporaryFolder({ 'a/x': '1' });
    const staging = Staging.open(root);
    staging.add({ target: 'a', files: tree({ y: '2' }) });
    staging.commit();
    writeFileSync(join(root, 'a/x'), '3');
    expect(readFileSync(join(root, 'a/x'), 'utf8')).toBe('3');
  });
});
