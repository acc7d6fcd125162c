import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packArchive } from '../../../src/archive/pack-archive.ts';
import { chartLimits, readArchive } from '../../../src/archive/read-archive.ts';
import { bytesOf, fileTree, type TreeFile } from '../../../src/model/file-tree.ts';
import { helm, helmMajors } from '../../support/helm.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

const file = (content: string | Uint8Array, mode: TreeFile['mode'] = 0o644): TreeFile => ({
  content,
  mode,
});
const long = `templates/${'folder/'.repeat(20)}object.yaml`;
const files = fileTree([
  ['Chart.yaml', file('apiVersion: v2\nname: hello\nversion: 1.2.3\n')],
  ['.helmignore', file('')],
  ['values.yaml', file('a: 1\n')],
  ['files/run.sh', file('#!/bin/sh\n', 0o755)],
  [long, file('{}\n')],
  ['files/large.bin', file(new Uint8Array(200_000).fill(7))],
  ['files/größe.txt', file('ü')],
]);

function packed(): string {
  const path = join(temporaryFolder(), 'hello-1.2.3.tgz');
  writeFileSync(path, packArchive(files, 'hello'));
  return path;
}

describe('packArchive', () => {
  test('returns the same bytes on every machine', () => {
    const digest = createHash('sha256').update(packArchive(files, 'hello')).digest('hex');
    expect(digest).toBe('7ae56a1d40e3344235ce0c7235f8cadf26dcb700ed5ea5a7e26910dd0978b715');
  });

  test('does not depend on the order of the files', () => {
    const reversed = new Map([...files].toReversed());
    expect(packArchive(reversed, 'hello')).toEqual(packArchive(files, 'hello'));
  });

  test('is accepted by gzip and tar, which list what it contains', () => {
    execFileSync('gzip', ['-t', packed()]);
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
    const listed = execFileSync('tar', ['--full-time', '-tvf', packed()], {
      encoding: 'utf8',
      env,
    });
    expect(listed.replaceAll(/ +/g, ' ').trim().split('\n')).toEqual([
      '-rw-r--r-- 0/0 42 1980-01-01 00:00:00 hello/Chart.yaml',
      '-rw-r--r-- 0/0 0 1980-01-01 00:00:00 hello/.helmignore',
      '-rw-r--r-- 0/0 2 1980-01-01 00:00:00 hello/files/größe.txt',
      '-rw-r--r-- 0/0 200000 1980-01-01 00:00:00 hello/files/large.bin',
      '-rwxr-xr-x 0/0 10 1980-01-01 00:00:00 hello/files/run.sh',
      `-rw-r--r-- 0/0 3 1980-01-01 00:00:00 hello/${long}`,
      '-rw-r--r-- 0/0 5 1980-01-01 00:00:00 hello/values.yaml',
    ]);
    const content = execFileSync('tar', ['-xOf', packed(), 'hello/files/run.sh'], { env });
    expect(content.toString()).toBe('#!/bin/sh\n');
  });

  test.each(helmMajors)('is a chart for helm %i', (major) => {
    expect(helm(major, ['show', 'chart', packed()])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('name: hello\nversion: 1.2.3') as string,
    });
    expect(helm(major, ['show', 'values', packed()]).stdout).toContain('a: 1');
  });

  test.each([
    ['a name of more than 100 bytes', 'x'.repeat(101), 'does not fit'],
    ['folders of more than 155 bytes', `${'x'.repeat(156)}/a`, 'does not fit'],
    ['a name outside the folder', '../a', 'contains ..'],
    ['a name that Helm splits elsewhere', 'a\\b', 'contains a backslash'],
  ])('refuses %s', (_, path, fault) => {
    expect(() => packArchive(fileTree([[path, file('')]]), 'hello')).toThrow(fault);
  });

  test('keeps a name of 255 bytes', () => {
    const path = `${'f'.repeat(149)}/${'n'.repeat(100)}`;
    const tree = fileTree([[path, file('x')]]);
    expect([...(readArchive(packArchive(tree, 'hello'), chartLimits).value ?? [])]).toEqual([
      [`hello/${path}`, file(new TextEncoder().encode('x'))],
    ]);
  });

  test('is read back as it was, for any files', () => {
    const name = fc.stringMatching(/^[a-zA-Zäß€0-9_ -]{1,20}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'));
    const content = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 70_000 }));
    const mode = fc.constantFrom(0o644 as const, 0o755 as const);
    const trees = fc.dictionary(path, fc.record({ content, mode }), { noNullPrototype: true });
    fc.assert(
      fc.property(trees, (made) => {
        const paths = Object.keys(made);
        fc.pre(!paths.some((a) => paths.some((b) => b.startsWith(`${a}/`))));
        const tree = fileTree(Object.entries(made));
        const { value = new Map<string, TreeFile>() } = readArchive(
          packArchive(tree, 'chart'),
          chartLimits,
        );
        const bytes = ([at, each]: [string, TreeFile]) => [
          at,
          Buffer.from(bytesOf(each)),
          each.mode,
        ];
        expect([...value].map(bytes)).toEqual([...fileTree(tree, 'chart')].map(bytes));
      }),
      { numRuns: 60 },
    );
  });
});
