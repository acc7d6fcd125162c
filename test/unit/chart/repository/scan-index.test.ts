import { expect, it } from 'vitest';
import { parseFaults } from '../../../../src/chart/repository/index-faults.ts';
import { outlineOf, parseIndex } from '../../../../src/chart/repository/parse-index.ts';
import { scanIndex } from '../../../../src/chart/repository/scan-index.ts';

/** The ends of texts that a reader of lines can take for something else; the beginning makes each an index. */
const ends: readonly (readonly [name: string, end: string])[] = [
  ['a block whose second line is indented less', 'x:\n- a: |\n      one\n    two\n  b: c\n'],
  ['a block that begins with more blanks', 'x: |\n      \n  a\n'],
  ['a block with a number', 'x: |2\n    a\n  b\n'],
  ['a key between the columns of two maps', 'x:\n    a:\n  b: c\n'],
  ['a key below the text of an item', "x:\n  - 'a'\n    b: c\n"],
  ['a key below a text', 'x: a\n  b: c\n'],
  ['two words for true as keys', 'x:\n  on: 1\n  yes: 2\n'],
  ['two keys that are quoted differently', 'x:\n  a: 1\n  "a": 2\n'],
  ['the end of the document in quotes', "x: 'a\n---\nb'\n"],
  ['the end of the document', 'x: a\n...\ny: b\n'],
  ['a second document', 'x: a\n---\ny: b\n'],
  ['an item at the column of a key', 'x:\n- a\ny: b\n- c\n'],
  ['a map at the column of a list', 'x:\n  - a\n  b: c\n'],
  ['a comment inside a text', 'x: a\n  # b\n  c\n'],
  ['a tab', 'x:\n\ty: z\n'],
  ['a next line', 'x: a\u0085y: b\n'],
  ['an alias', 'x: &a b\ny: *a\n'],
  ['a merge key', 'x: &a {b: c}\ny:\n  <<: *a\n'],
  ['an escape that YAML does not have', 'x: "\\q"\n'],
  ['a quote that is not closed', "x: 'a\n"],
  ['text after a quote', "x: 'a' b\n"],
  ['a colon in a text', 'x: a: b\n'],
  ['a key with a question mark', '? x\n: y\n'],
  ['a list of lists', 'x:\n- - a\n  - b\n'],
  ['a dash on a line of its own', 'x:\n-\n  a: b\n'],
  ['entries twice', 'entries: {}\n'],
  ['a carriage return', 'x: a\r\n'],
];

it.each(ends)('reads %s as the parser does, or leaves it to the parser', (_name, end) => {
  const text = `apiVersion: v1\nentries:\n  redis:\n  - version: 1.0.0\n${end}`;
  const outline = scanIndex(text);
  if (outline === undefined) return;
  const parsed = parseIndex(text);
  expect(parseFaults(text, parsed)).toEqual([]);
  expect(outline).toEqual(parsed.root && outlineOf(parsed.root));
});

it.each([
  ['entries that are a list', 'entries:\n- a: b\n'],
  ['entries that are text', "entries: '{}'\n"],
  ['a chart that is a map', 'entries:\n  a:\n    b: c\n'],
  ['a chart that is text', 'entries:\n  a: b\n'],
  ['a version that is text', 'entries:\n  a:\n  - b\n'],
  ['a version in several lines', 'entries:\n  a:\n  - version: 1\n      .0\n'],
  ['a version that is null', 'entries:\n  a:\n  - version: null\n'],
])('leaves %s to the parser', (_name, text) => {
  expect(scanIndex(`apiVersion: v1\n${text}`)).toBeUndefined();
});

it('knows what `helm repo index` writes', () => {
  const text = `apiVersion: v1
entries:
  redis:
  - annotations:
      a.b/c: |
        - name: redis
    apiVersion: v2
    created: "2024-02-01T10:00:00.123456789Z"
    description: A description that is so long that Helm writes it into two lines, this
      one too
    digest: 4a5b
    keywords:
    - cache
    maintainers:
    - email: a@example.com
      name: 'A: B'
    name: redis
    urls:
    - assets/redis-1.0.0.tgz
    version: 1.0.0
generated: "2024-02-01T10:00:00Z"
`;
  const { root } = parseIndex(text);
  expect(scanIndex(text)).toEqual(root && outlineOf(root));
});
