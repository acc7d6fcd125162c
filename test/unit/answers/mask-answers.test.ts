import { describe, expect, test } from 'vitest';
import { maskAnswers } from '../../../src/answers/mask-answers.ts';

const specs = new Map([
  ['replicas', { secret: false }],
  ['image', { secret: false }],
  ['pin', { secret: true }],
]);

const list = (secret: boolean, properties = {}) => ({
  secret,
  schema: { type: 'array', items: { type: 'object', properties } },
});

const lists = new Map([
  ...specs,
  ['hosts', list(false, { port: {}, name: {} })],
  ['keys', list(true, { port: {} })],
]);

describe('maskAnswers with lists', () => {
  test.for([
    '  hosts:\n  - a\n  - "b: c"\n  # why\n\n  - 3 # d\n  replicas: 3',
    'hosts:\n- port: 80\n  name: x\n- name: "y"\n  port: 81',
    '  hosts:\n    - {port: 80, name: x}\n    - [a, b]',
  ])('keeps %j', (text) => {
    expect(maskAnswers(text, lists)).toBe(text);
  });

  test.for([
    '  keys:\n  - SEKRIT',
    '  keys:\n  - port: SEKRIT',
    '  keys:\n  - "a\n    replicas: SEKRIT"',
    '  hosts:\n  - pin: SEKRIT',
    '  hosts:\n  - a: SEKRIT',
    '  hosts:\n  - {pin: SEKRIT}',
    '  hosts:\n  - port: |\n      SEKRIT',
    '  hosts:\n  - "a\n  - SEKRIT"',
    "  hosts:\n  - port: 'a\n    port: SEKRIT'",
    '  hosts:\n  - a\n    SEKRIT',
    '  hosts:\n  - *SEKRIT',
    '  hosts:\n  - &SEKRIT a',
    '  hosts:\n  - a\n  pin:\n  - SEKRIT',
    '  hosts:\n  - a\n- SEKRIT',
    '  hosts:\n  - pin:\n    - SEKRIT',
    '    hosts:\n  pin:\n    - SEKRIT',
    '  hosts:\n  pin: \n    SEKRIT',
  ])('masks the secret in %j', (text) => {
    const masked = maskAnswers(text, lists);
    expect(masked).not.toContain('SEKRIT');
    expect(masked.split('\n')).toHaveLength(text.split('\n').length);
  });
});

describe('maskAnswers', () => {
  test.for([
    '  pin: SEKRIT',
    '  pni: SEKRIT',
    '  redis_passwrd: SEKRIT',
    '  apiToken: SEKRIT',
    '  "pin": "SEKRIT" # really',
    'answers: {replicas: 2, pin: SEKRIT}',
    '{"blueprint": "x", "answers": {"pin": "SEKRIT"}}',
    '  image: *SEKRIT',
    '  image: &a SEKRIT',
    '  ? pin\n  : SEKRIT',
    '  pin: |\n    SEKRIT',
    '  pin: >-\n\n    SEKRIT',
    '  pin: "abc\nreplicas: SEKRIT"',
    "  pin: 'abc\n\nSEKRIT'",
    '  pin:\n    SEKRIT',
    '  pin:\n    - SEKRIT',
    '  image: [SEKRIT',
    '  image: a, pin: SEKRIT',
    '  image: [{pin: SEKRIT}]',
    '  image: [*SEKRIT]',
    '  image: {"pin" : SEKRIT}',
    "  image: {'pin': SEKRIT}",
    '  image: {a b: 1, pin: SEKRIT}',
    '  image: {a: "b, c: d", pin: "SEKRIT"}',
    '  image: {replicas: 2, x: [}, pin: SEKRIT]}',
    '  image: [a]: SEKRIT}',
    '  image: {? pin : SEKRIT}',
    '  image: {: SEKRIT}',
    '  image: {"a\\"": 1, "pin": "SEKRIT"}',
    '  pasword: SEKRIT',
  ])('masks the secret in %j', (text) => {
    expect(maskAnswers(text, specs)).not.toContain('SEKRIT');
    expect(maskAnswers(text, undefined)).not.toContain('SEKRIT');
    expect(maskAnswers(text, specs).split('\n')).toHaveLength(text.split('\n').length);
  });

  test.for([
    '  replicas: 3',
    '  image: "a:1" # why',
    'version: 1.0',
    '# a comment',
    'answers:',
    '  replicas: three',
    '  imagee: a:1',
    '  replica: 3',
    '  something_else: 3',
    '  replicas: [1, 2]',
    '  replicas: []',
    '  imagee: {a: {b: 1}}',
    '  imagee: {"a": "b", c: [\'d\']}',
    'answers: {replicas: 99, imagee: x}',
  ])('keeps %j', (text) => {
    expect(maskAnswers(text, specs)).toBe(text);
  });

  test('keeps only the keys of the file itself without a schema', () => {
    expect(maskAnswers('version: 1.0\nanswers:\n  replicas: 3\n', undefined)).toBe(
      'version: 1.0\nanswers:\n  replicas: ***\n',
    );
  });
});
