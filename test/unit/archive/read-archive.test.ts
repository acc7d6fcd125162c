import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { packArchive } from '../../../src/archive/pack-archive.ts';
import { chartLimits, readArchive } from '../../../src/archive/read-archive.ts';
import { fileTree, textOf } from '../../../src/model/file-tree.ts';
import { helm, helmMajors } from '../../support/helm.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { endOfArchive, entry, paxRecord, put, tar, tgz } from './made-archive.ts';

const chart = { name: 'x/Chart.yaml', content: 'name: x\n' };
const names = (bytes: Uint8Array) => [...(readArchive(bytes, chartLimits).value?.keys() ?? [])];
const fault = (bytes: Uint8Array, limits = chartLimits) => readArchive(bytes, limits).fault;
const long = `x/${'folder/'.repeat(40)}a.yaml`;

/** A size in the binary form of GNU tar, zero but for one byte. */
const sizeInBytes = (value: number, at: number) => (header: Buffer) => {
  header.fill(0, 124, 136).writeUInt8(0x80, 124);
  header.writeUInt8(value, at);
};

describe('readArchive reads', () => {
  test.each(helmMajors)('a chart that helm %i has packed', (major) => {
    const folder = temporaryFolder();
    expect(helm(major, ['create', join(folder, 'made')]).status).toBe(0);
    const args = ['package', join(folder, 'made'), '--destination', folder];
    expect(helm(major, args).status).toBe(0);
    const { value } = readArchive(readFileSync(join(folder, 'made-0.1.0.tgz')), chartLimits);
    const metadata = value?.get('made/Chart.yaml');
    expect(metadata && textOf(metadata)).toContain('name: made\n');
    expect(value?.has('made/templates/deployment.yaml')).toBe(true);
  });

  test.each(['gnu', 'oldgnu', 'pax', 'posix'])(
    'long names that tar writes in format %s',
    (form) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, long, '..'), { recursive: true });
      writeFileSync(join(folder, long), 'a: 1\n');
      const args = ['-C', folder, `--format=${form}`, '-cz', 'x'];
      expect(names(execFileSync('tar', args))).toEqual([long]);
    },
  );

  test('several gzip members, as one archive', () => {
    const all = tar(chart, { name: 'x/values.yaml', content: 'a: 1\n' });
    const parts = [
      all.subarray(0, 700),
      all.subarray(700, 701),
      all.subarray(701),
      Buffer.alloc(0),
    ];
    const bytes = Buffer.concat(parts.map((part) => gzipSync(part)));
    expect(names(bytes)).toEqual(['x/Chart.yaml', 'x/values.yaml']);
  });

  test('the comment of git archive, folders, and an archive without an end mark', () => {
    const comment = { name: 'pax_global_header', type: 'g', content: paxRecord('comment', 'abc') };
    expect(names(tgz(comment, { name: 'x/', type: '5' }, chart))).toEqual(['x/Chart.yaml']);
    expect(names(gzipSync(entry(chart)))).toEqual(['x/Chart.yaml']);
  });

  test('a size in binary form', () => {
    expect(names(tgz({ ...chart, change: sizeInBytes(8, 135) }))).toEqual(['x/Chart.yaml']);
  });

  test('names in extended headers, whose size overrides the one of the file', () => {
    const records = paxRecord('path', 'x/größe.txt') + paxRecord('size', '3');
    const bytes = tgz(
      { name: 'h', type: 'x', content: records },
      { name: 'short', content: 'abc' },
    );
    expect(names(bytes)).toEqual(['x/größe.txt']);
  });
});

const packed = packArchive(
  fileTree([['Chart.yaml', { content: 'a'.repeat(5000), mode: 0o644 }]]),
  'x',
);
const whole = tar(chart);

describe('readArchive refuses', () => {
  test.each([
    ['a symbolic link', tgz(chart, { name: 'x/a', type: '2' }), '"x/a" is a symbolic link'],
    ['a hard link', tgz({ name: 'x/a', type: '1' }), '"x/a" is a hard link'],
    ['a character device', tgz({ name: 'x/a', type: '3' }), 'is a device'],
    ['a named pipe', tgz({ name: 'x/a', type: '6' }), 'is a named pipe'],
    ['a sparse file', tgz({ name: 'x/a', type: 'S' }), 'is a sparse file'],
    ['an unknown type', tgz({ name: 'x/a', type: 'Z' }), 'is of an unknown type, "Z"'],
    ['an absolute path', tgz({ name: '/etc/passwd' }), 'the name "/etc/passwd" is absolute'],
    ['a path to a parent folder', tgz({ name: 'x/../../a' }), 'contains ..'],
    ['a parent folder as a folder', tgz({ name: '../', type: '5' }), 'contains ..'],
    ['a path with a backslash', tgz({ name: 'x\\..\\a' }), 'contains a backslash'],
    ['a path with a drive', tgz({ name: 'C:/a' }), 'begins with the letter of a drive'],
    ['a path with a dot', tgz({ name: './x/a' }), 'is not in its shortest form'],
    ['an empty name', tgz({ name: '' }), 'is empty'],
    ['a file twice', tgz(chart, chart), 'the name "x/Chart.yaml" occurs twice'],
    ['a file as a folder', tgz({ name: 'x/a' }, { name: 'x/a/b' }), 'is below a file'],
    ['a folder as a file', tgz({ name: 'x/a/b' }, { name: 'x/a' }), 'is both a file and a folder'],
    ['a name in Latin-1', tgz({ name: 'x/', change: put(2, '\u00E4') }), 'not valid UTF-8'],
    [
      'an extended path to a parent folder',
      tgz({ name: 'h', type: 'x', content: paxRecord('path', '../../a') }, chart),
      'contains ..',
    ],
    [
      'a damaged extended header',
      tgz({ name: 'h', type: 'x', content: '99 a=b\n' }, chart),
      'damaged',
    ],
    ['a long name without a file', tgz({ name: 'h', type: 'L', content: long }), 'is truncated'],
    [
      'a size that is not a number',
      tgz({ ...chart, change: put(124, '9999999999z') }),
      'not a number',
    ],
    ['a negative size', tgz({ ...chart, change: (h) => h.fill(255, 124, 136) }), 'not a number'],
    ['a size of 2^60 bytes', tgz({ ...chart, change: sizeInBytes(0x10, 128) }), 'not a number'],
    ['a size beyond the end', tgz({ ...chart, change: put(124, '77777777777') }), 'truncated in'],
    ['a wrong checksum', gzipSync(Buffer.concat([whole]).fill('y', 0, 1)), 'has a wrong checksum'],
    ['an archive cut in a header', gzipSync(whole.subarray(0, 300)), 'truncated at byte 0'],
    ['an archive cut in a file', gzipSync(whole.subarray(0, 515)), 'truncated in "x/Chart.yaml"'],
    [
      'data after the end',
      gzipSync(Buffer.concat([whole, Buffer.from('more')])),
      'follows its end',
    ],
    [
      'something else than gzip',
      Buffer.from('apiVersion: v2\nname: something\n'),
      'not compressed',
    ],
    ['nothing', Buffer.alloc(0), 'not compressed with gzip'],
    ['gzip that is cut', packed.subarray(0, packed.length - 900), 'is truncated'],
    [
      'a last member that is cut',
      Buffer.concat([gzipSync(whole), packed.subarray(0, 5000)]),
      'is truncated',
    ],
    ['a last member that is cut in its header', Buffer.concat([packed, packed.subarray(0, 9)]), ''],
    ['an archive without files', gzipSync(endOfArchive), 'it has no files'],
    ['gzip without its last byte', packed.subarray(0, -1), 'not gzip'],
    ['a wrong gzip checksum', Buffer.from(packed).fill('b', 600, 601), 'the checksum at byte'],
    ['two bytes after gzip', Buffer.concat([packed, Buffer.alloc(2)]), 'not gzip'],
    ['text after gzip', Buffer.concat([packed, Buffer.from('trailing')]), 'is not gzip'],
    ['damaged deflate', Buffer.from(gzipSync(whole)).fill(255, 12, 40), 'damaged'],
  ])('%s', (_, bytes, expected) => {
    expect(fault(bytes)).toContain(expected);
  });

  test('a bomb, without inflating more than the limit', { timeout: 20_000 }, () => {
    // 4 GiB of zeros, from identical members.
    const member = gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 });
    const bomb = Buffer.concat(Array.from({ length: 256 }, () => member));
    const limits = { ...chartLimits, inflatedBytes: 20_000_000 };
    const before = process.memoryUsage().rss;
    expect(fault(bomb, limits)).toBe('its content is larger than 20000000 bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('more bytes or files than allowed', () => {
    const many = tgz(chart, { name: 'x/a' }, { name: 'x/b' });
    expect(fault(many, { ...chartLimits, entries: 2 })).toBe('it has more than 2 files');
    expect(fault(many, { ...chartLimits, packedBytes: 20 })).toBe('it is larger than 20 bytes');
  });

  test('random damage with a fault, never with an error', () => {
    const bytes = tgz(chart, { name: 'x/values.yaml', content: 'a: 1\n'.repeat(200) });
    for (let at = 0; at < bytes.length; at += 1) {
      for (const value of [0, 255, (bytes[at] ?? 0) ^ 1]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = value;
        const read = readArchive(damaged, chartLimits);
        // Header bytes such as the time are not checked.
        expect(read.fault !== undefined || read.value.size === 2).toBe(true);
      }
      expect(fault(bytes.subarray(0, at))).toBeDefined();
    }
  });

  test('random damage inside an archive with a fault, never with an error', () => {
    const bytes = Buffer.concat([
      entry({ name: 'h', type: 'x', content: paxRecord('path', 'x/a') }),
      entry(chart),
      endOfArchive,
    ]);
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => readArchive(gzipSync(damaged, { level: 0 }), chartLimits)).not.toThrow();
    }
  });
});
