import { describe, expect, test } from 'vitest';
import { codeSpan, Encoded } from '../../../src/generate/encoded.ts';
import type { AnswerSpec, AnswerValue } from '../../../src/model/answers.ts';

const spec = (more: Partial<AnswerSpec> = {}): AnswerSpec => ({
  name: 'answer',
  variable: 'answer',
  title: 'Answer',
  description: '',
  default: '',
  schema: {},
  ask: 'always',
  when: {},
  secret: false,
  required: false,
  type: 'string',
  options: [],
  ...more,
});

const compose = (value: AnswerValue, asked = false) => new Encoded(spec(), value, asked, 'compose');

describe('Encoded', () => {
  test('is one YAML scalar with every dollar doubled', () => {
    expect(String(compose('a $b {{c}}'))).toBe(
      String.raw`"a $$b {\x7bc}}"`.replace(String.raw`{\x7b`, String.raw`\x7b{`),
    );
    expect([String(compose(3)), compose(3).toText(), String(compose(true))]).toEqual([
      '3',
      '"3"',
      'true',
    ]);
  });

  test('is a variable if it is asked, whatever the default', () => {
    expect([String(compose(3, true)), compose(3, true).toText()]).toEqual([
      '"${answer}"',
      '"${answer}"',
    ]);
  });

  test('is given if it is asked or not empty', () => {
    expect(
      [compose(''), compose('', true), compose('x'), compose(0)].map((each) => each.isGiven()),
    ).toEqual([false, true, true, true]);
  });

  test('is a value only if it is fixed', () => {
    expect([
      compose('host').is('host'),
      compose('host', true).is('host'),
      compose(true).is('true'),
    ]).toEqual([true, false, true]);
  });

  test('never shows a secret in markdown', () => {
    const secret = (asked: boolean) =>
      String(new Encoded(spec({ secret: true }), 'hunter2', asked, 'markdown'));
    expect([secret(false), secret(true)]).toEqual(['fixed', 'asked']);
  });
});

test.for([
  ['a', '`a`'],
  ['', '(empty)'],
  ['a`b', '`` a`b ``'],
  ['a|b', String.raw`\`a\|b\``],
  ['a\nb', '`a b`'],
])('codeSpan of %j', ([text, span]) => {
  expect(codeSpan(text ?? '')).toBe(span?.replaceAll('\\`', '`'));
});
