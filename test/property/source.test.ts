import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap } from '../../src/model/json.ts';
import type { Pointer } from '../../src/model/pointer.ts';
import { parseByLibrary } from '../../src/source/parse-source.ts';
import { readSimpleSource } from '../../src/source/read-simple-source.ts';
import type { Source } from '../../src/source/source.ts';
import { change, changes } from './changed-texts.ts';

const runs = process.env.CI === 'true' ? 3000 : 400;

const answers = `# one entry
blueprint: redis-sentinel
name: "redis" # quoted
title: 'it''s'
version: 1.0.0
description: |
  two
   lines
answers:
  replicas: 3
  image: registry.example.com/redis:1.0.0
  host: true
  more:
  - 1
  - a: [b, "c", 4]
defaults:
  timezone: Etc/UTC
  maxmemory: 512mb
  weight: 0
`;

const hosts = `hosts:
- {name: db, count: 4, labels: {role: redis, io.rancher.host.os: "linux"}}
- name: web
  labels: {}
  memory: 8g
  ports: [80, '53/udp']
- labels: { zone: 'a b' }
  name: other
`;

function pointersOf(value: unknown, pointer: Pointer = []): Pointer[] {
  const parts = Array.isArray(value)
    ? [...value.entries()]
    : isMap(value)
      ? Object.entries(value)
      : [];
  return [pointer, ...parts.flatMap(([step, part]) => pointersOf(part, [...pointer, step]))];
}

/** Everything that a Source reports about its text. */
function everything(source: Source | undefined) {
  const pointers = pointersOf(source?.value).flatMap((pointer) => [pointer, [...pointer, 'x']]);
  const parts = pointers.map((pointer) => [
    source?.placeOf(pointer, 'key'),
    source?.placeOf(pointer, 'value'),
    source?.scalarAt(pointer),
  ]);
  return { path: source?.path, text: source?.text, value: source?.value, parts };
}

/** What each reader makes of a text; the same twice where the text is left to the library. */
function both(text: string) {
  const { value, diagnostics } = parseByLibrary(text, 'a.yml');
  const library = { diagnostics, ...everything(value) };
  const simple = readSimpleSource(text, 'a.yml');
  return { library, simple: simple ? { diagnostics: [], ...everything(simple) } : library };
}

const schema = String.raw`{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "name": {"type":"string","pattern":"^[a-z]{1,5}\\d*$","title":"A \"name\" & more: #1","default":"|"},
    "count": { "type": "integer", "minimum": 1, "enum": [1, 2,3], "default": 2, "$comment": "a\n\tb" },
    "on": {}, "list": [], "nested": [[{"a": true}], "- x", "{b}", "%@", "y", ""]
  }
}
`;

describe.each([
  ['a schema in JSON', [schema, JSON.stringify(JSON.parse(schema))]],
  ['an answers file in simple YAML', [answers]],
  ['a file with maps in brackets', [hosts]],
] as const)('%s', (_what, texts) => {
  test.each(texts)('is read without the library, to the same source: %#', (text) => {
    const { library, simple } = both(text);
    expect(simple).not.toBe(library);
    expect(simple).toEqual(library);
  });

  test('is read to the same source, or left to the library, whatever is changed in it', () => {
    const few = changes.map((all) => all.slice(0, 2));
    fc.assert(
      fc.property(few, (all) => {
        const { library, simple } = both(change(texts[0], all));
        expect(simple).toEqual(library);
      }),
      { numRuns: runs },
    );
  });
});

describe('a schema in JSON', () => {
  test('is read to the same source, or left to the library, with any values and spaces', () => {
    const text = fc.tuple(
      fc.dictionary(fc.stringMatching(/^[$a-zA-Z_][\w.-]{0,5}$/), fc.jsonValue()),
      fc.constantFrom('', ' ', '  '),
    );
    fc.assert(
      fc.property(text, ([value, space]) => {
        const { library, simple } = both(JSON.stringify(value, undefined, space));
        expect(simple).toEqual(library);
      }),
      { numRuns: 2 * runs },
    );
  });
});

describe('an answers file in simple YAML', () => {
  test.each([
    ['a merge key', '<<: \n  a: b\nc: 1\n'],
    ['a merge key in a list', 'a:\n- <<: \n    b: 1\n'],
    ['a list that continues on the next line', 'a: [b,\nc]\n'],
    ['a map in brackets that continues on the next line', 'a: {b: c,\n  d: e}\n'],
    ['a map in brackets without a space', 'a: {b:c}\n'],
    ['a map in brackets with a value of none', 'a: {b, c: }\n'],
    ['text behind a map in brackets', 'a: {b: c} d\n'],
    ['a list that continues on an indented line', 'a: [b,\n  c]\nd: e\n'],
  ])('%s is left to the library', (_what, text) => {
    expect(readSimpleSource(text, 'a.yml')).toBeUndefined();
  });

  test('is read to the same source, or left to the library, with any plain word', () => {
    const words =
      'yes no on y n true True TRUE false null ~ .inf .nan 1e999 -1e999 .5e999 << = __proto__';
    const word = fc.oneof(
      fc.stringMatching(/^[-+.\dxobe_]{1,6}$/),
      fc.constantFrom(...words.split(' ')),
    );
    const text = word.chain((part) => fc.constantFrom(`a: ${part}\n`, `${part}: a\n`));
    fc.assert(
      fc.property(text, (line) => {
        const { library, simple } = both(line);
        expect(simple).toEqual(library);
      }),
      { numRuns: 2 * runs },
    );
  });
});
