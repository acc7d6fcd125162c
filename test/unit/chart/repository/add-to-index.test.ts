import { describe, expect, it } from 'vitest';
import { addToIndex, openIndex } from '../../../../src/chart/repository/add-to-index.ts';
import { archiveDigest } from '../../../../src/chart/repository/index-entry.ts';
import { chartRelease } from './release.ts';

const release = chartRelease('redis', '1.1.0');

/** The entry of the release; each `>` at the beginning of a line is where it is. */
const lines = [
  '- apiVersion: v2',
  '  created: "2026-11-28T09:15:00Z"',
  `  digest: ${archiveDigest(release.archive)}`,
  '  name: redis',
  '  urls:',
  '    - assets/redis-1.1.0.tgz',
  '  version: 1.1.0',
];
const entry = (column: number, lineEnd = '\n') =>
  lines.map((line) => ' '.repeat(column) + line + lineEnd).join('');

const old = (column: number) =>
  [`- name: redis`, '  version: 1.0.0'].map((line) => `${' '.repeat(column)}${line}\n`).join('');

/** The text before the addition, and after it. */
const additions: readonly (readonly [name: string, before: string | undefined, after: string])[] = [
  ['a file that does not exist', undefined, `apiVersion: v1\nentries:\n  redis:\n${entry(2)}`],
  ['an empty file', '', `apiVersion: v1\nentries:\n  redis:\n${entry(2)}`],
  [
    'an index without entries',
    'apiVersion: v1\n# none yet\n',
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}# none yet\n`,
  ],
  [
    'an empty map of entries, with a comment',
    'apiVersion: v1\nentries: {} # none\ngenerated: "2020"\n',
    `apiVersion: v1\nentries: # none\n  redis:\n${entry(2)}generated: "2020"\n`,
  ],
  [
    'entries without a value at the end',
    'apiVersion: v1\nentries:',
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}`,
  ],
  [
    'an empty list of versions',
    'apiVersion: v1\nentries:\n  redis: []\n',
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}`,
  ],
  [
    'a chart without versions, before another',
    `apiVersion: v1\nentries:\n  redis:\n  zoo: []\n`,
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}  zoo: []\n`,
  ],
  [
    'a version, in the form of Helm',
    `apiVersion: v1\nentries:\n  redis:\n${old(2)}generated: "2020"\n`,
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}${old(2)}generated: "2020"\n`,
  ],
  [
    'a version in a list that is indented further, with comments',
    `# ours\napiVersion: v1\nentries: # all\n   redis: # this one\n     # the first\n${old(7)}`,
    `# ours\napiVersion: v1\nentries: # all\n   redis: # this one\n${entry(7)}     # the first\n${old(7)}`,
  ],
  [
    'a chart before the next one, and above the comment of that',
    `apiVersion: v1\nentries:\n  nginx: []\n  # a zoo\n  zoo: []\n`,
    `apiVersion: v1\nentries:\n  nginx: []\n  redis:\n${entry(2)}  # a zoo\n  zoo: []\n`,
  ],
  [
    'a chart after the last one, and before the next key',
    `entries:\n  nginx:\n  - version: 1.0.0\n\n# the version of the form\napiVersion: v1\n`,
    `entries:\n  nginx:\n  - version: 1.0.0\n\n  redis:\n${entry(2)}# the version of the form\napiVersion: v1\n`,
  ],
  [
    'a chart at the end of a file without a line break there',
    `apiVersion: v1\nentries:\n  nginx:\n  - version: 1.0.0`,
    `apiVersion: v1\nentries:\n  nginx:\n  - version: 1.0.0\n  redis:\n${entry(2)}`,
  ],
  [
    'a chart whose last text would become longer if an entry followed',
    'apiVersion: v1\nentries:\n  # a\n  a:\n  - description: |\n      text',
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}  # a\n  a:\n  - description: |\n      text`,
  ],
  [
    'lines that end with CR LF',
    `apiVersion: v1\r\nentries:\r\n  redis:\r\n  - version: 1.0.0\r\n`,
    `apiVersion: v1\r\nentries:\r\n  redis:\r\n${entry(2, '\r\n')}  - version: 1.0.0\r\n`,
  ],
  [
    'addresses between brackets, which the YAML of Rancher 1.6 does not have',
    'apiVersion: v1\nentries:\n  zoo:\n  - urls: [https://example.com/zoo.tgz]\n',
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}  zoo:\n  - urls: [https://example.com/zoo.tgz]\n`,
  ],
  [
    'anchors in entries of others',
    `apiVersion: v1\nentries:\n  redis:\n  - &a\n    version: 1.0.0\n  zoo:\n  - *a\n`,
    `apiVersion: v1\nentries:\n  redis:\n${entry(2)}  - &a\n    version: 1.0.0\n  zoo:\n  - *a\n`,
  ],
];

/** Texts that are refused: what is wrong, the code and the line. */
const refusals: readonly (readonly [name: string, text: string, code: string, line: number])[] = [
  ['broken YAML', 'apiVersion: v1\nentries:\n  redis: [\n', 'yaml-syntax', 4],
  ['a list', '- a\n', 'not-a-map', 1],
  ['comments only', '# index\n', 'not-a-map', 1],
  ['a map that is not an index', 'entries: {}\n', 'missing-key', 1],
  ['an apiVersion without a value', 'entries: {}\napiVersion:\n', 'missing-key', 1],
  ['entries that are a list', 'apiVersion: v1\nentries:\n- a\n', 'wrong-type', 2],
  ['a chart that is a map', 'apiVersion: v1\nentries:\n  zoo:\n    a: b\n', 'wrong-type', 3],
  ['a chart twice', 'apiVersion: v1\nentries:\n  zoo: []\n  zoo: []\n', 'yaml-duplicate-key', 4],
  [
    'a key twice in an entry of another chart',
    'apiVersion: v1\nentries:\n  zoo:\n  - version: 1.0.0\n    version: 1.0.1\n',
    'yaml-duplicate-key',
    5,
  ],
  [
    'a key that a merge key gives as well, which Helm refuses',
    'apiVersion: v1\nentries: {}\nx: {a: 1, <<: {a: 2}}\n',
    'yaml-duplicate-key',
    3,
  ],
  [
    'a version of the chart twice',
    'apiVersion: v1\nentries:\n  redis:\n  - version: 1.0.0\n  - version: 1.0.0\n',
    'wrong-form',
    5,
  ],
  ['flow style', 'apiVersion: v1\nentries: {zoo: []}\n', 'wrong-form', 2],
  [
    'a list in flow style',
    'apiVersion: v1\nentries:\n  redis: [{version: 1.0.0}]\n',
    'wrong-form',
    2,
  ],
  ['JSON', '{"apiVersion": "v1", "entries": {"zoo": []}}', 'wrong-form', 1],
  [
    'a list that another chart has too',
    'apiVersion: v1\nentries:\n  redis: &a\n  - version: 1.0.0\n  zoo: *a\n',
    'wrong-form',
    2,
  ],
];

describe('addToIndex', () => {
  it.each(additions)('adds an entry to %s', (_name, before, after) => {
    expect(addToIndex(openIndex(before), [release])).toEqual({ value: after, diagnostics: [] });
  });

  it.each(additions)('does not change what it made of %s', (_name, _before, after) => {
    expect(addToIndex(openIndex(after), [release])).toEqual({ value: after, diagnostics: [] });
  });

  it.each(refusals)('refuses %s', (_name, text, code, line) => {
    const { value, diagnostics } = addToIndex(openIndex(text), [release]);
    expect(value).toBeUndefined();
    expect(diagnostics.map((each) => [each.code, each.at?.line])).toEqual([[code, line]]);
    expect(diagnostics[0]?.hint).toBeTypeOf('string');
  });

  it('leaves a listed version as it is, whatever its archive is', () => {
    const text = 'apiVersion: v1\nentries:\n  redis:\n  - version: 1.1.0\n    digest: abc\n';
    expect(addToIndex(openIndex(text), [release])).toEqual({ value: text, diagnostics: [] });
  });

  it('warns of a version of another chart that is listed twice', () => {
    const text = 'apiVersion: v1\nentries:\n  zoo:\n  - version: 1.0.0\n  - version: 1.0.0\n';
    const { value, diagnostics } = addToIndex(openIndex(text), [release]);
    expect(value).toContain('redis');
    expect(diagnostics.map(({ severity, at }) => [severity, at?.line])).toEqual([['warning', 5]]);
  });

  it('refuses 20 MB, and warns above what Rancher reads over HTTP', () => {
    const zoo = (size: number) => `apiVersion: v1\nentries:\n  zoo: []\n# ${'x'.repeat(size)}\n`;
    const tooLarge = addToIndex(openIndex(zoo(20_000_000)), [release]);
    expect(tooLarge.value).toBeUndefined();
    expect(tooLarge.diagnostics[0]).toMatchObject({ code: 'file-too-large', severity: 'error' });
    const large = addToIndex(openIndex(zoo(6_000_000)), [release]);
    expect(large.value).toContain('redis');
    expect(large.diagnostics[0]).toMatchObject({ code: 'file-too-large', severity: 'warning' });
  });

  it('writes the keys of Chart.yaml that Helm knows, in order, and text as text', () => {
    const metadata = { x: 1, icon: 'file://assets/redis.svg', appVersion: '7.20', keywords: ['y'] };
    const text =
      addToIndex(openIndex(undefined), [chartRelease('redis', '1.0.0', '', metadata)]).value ?? '';
    const keys = [...text.matchAll(/^ {2}(?:- | {2})(\w+):/gm)].map(([, key]) => key);
    expect(keys.join(' ')).toBe(
      'apiVersion appVersion created digest icon keywords name urls version',
    );
    expect(text).toContain('appVersion: "7.20"\n');
    expect(text).toContain('- "y"\n');
  });
});
