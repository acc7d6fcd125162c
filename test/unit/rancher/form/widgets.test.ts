import { describe, expect, test } from 'vitest';
import { generatedPassword } from '../../../../src/rancher/form/generated-password.ts';
import { enterAnswer } from '../../../../src/rancher/form/launch-page.ts';
import { shownQuestions } from '../../../../src/rancher/form/shown-page.ts';
import { pageAsking } from './form-texts.ts';

const only = (question: string) => shownQuestions(pageAsking(`{variable: A, ${question}}`)).at(0);

describe('a question is drawn as', () => {
  test.each([
    ['type: string', { kind: 'text' }],
    ['type: date', { kind: 'text' }],
    ['type: multiline', { kind: 'textarea', rows: 3 }],
    ['type: int', { kind: 'number' }],
    ['type: float', { kind: 'number' }],
    ['type: password', { kind: 'password', button: 'Generate' }],
    ['type: masked', { kind: 'masked' }],
    ['type: color', { kind: 'unknown', note: 'Unrecognized question type: color' }],
    ['type: constructor', { kind: 'unknown', note: 'Unrecognized question type: constructor' }],
    ['label: A', { kind: 'unknown', note: 'Unrecognized question type: ' }],
  ])('{%s} as %j', (question, widget) => {
    expect(only(question)?.widget).toEqual(widget);
  });

  test('a boolean as two radio buttons', () => {
    expect(only('type: boolean')?.widget).toEqual({
      kind: 'radios',
      choices: [
        { text: 'True', value: true },
        { text: 'False', value: false },
      ],
    });
  });

  test.each([
    ['type: enum, options: [b, a]', 'Choose an option...', [[undefined, 'b', 'a']]],
    ['type: certificate', 'Choose a Certificate...', [[undefined, 'site', 'api']]],
    ['type: secret', 'Choose a Secret...', [[undefined, 'token']]],
    [
      'type: service',
      'Choose a Service...',
      [
        ['Stack: blog', 'blog/db', 'blog/web'],
        ['Stack: shop', 'shop/db'],
      ],
    ],
  ])('{%s} as a select', (question, prompt, groups) => {
    const widget = only(question)?.widget;
    const found =
      widget?.kind === 'select'
        ? widget.groups.map(({ label, choices }) => [label, ...choices.map(({ value }) => value)])
        : [];
    expect([widget, found]).toEqual([expect.objectContaining({ kind: 'select', prompt }), groups]);
  });

  test('a label with * if it is required, also of a boolean', () => {
    expect(only('type: boolean, label: B, required: true')?.label).toBe('B*');
    expect(only('type: boolean, label: B')?.label).toBe('B');
  });
});

describe('before the user changes anything, a question shows and sends', () => {
  test.each([
    ['type: string', '', ''],
    ['type: string, default: a', 'a', 'a'],
    ['type: string, default: "a\\nb"', 'ab', 'a\nb'],
    ['type: multiline, default: "a\\nb"', 'a\nb', 'a\nb'],
    ['type: color, default: red', 'red', 'red'],
    ['type: int, default: 3', '3', '3'],
    ['type: int, default: three', '', 'three'],
    ['type: float, default: "1.5e3"', '1.5e3', '1.5e3'],
    ['type: boolean', false, false],
    ['type: boolean, default: "true"', true, true],
    ['type: boolean, default: true', true, true],
    ['type: boolean, default: "True"', false, false],
    ['type: boolean, default: "1"', false, false],
    ['type: enum, options: [a, b], default: b', 'b', 'b'],
    ['type: enum, options: [a, b]', '', ''],
    ['type: enum, options: [a, b], default: c', '', 'c'],
    ['type: certificate', '', null],
    ['type: certificate, default: api', 'api', 'api'],
    ['type: certificate, default: other', '', null],
    ['type: secret', '', ''],
    ['type: secret, default: token', 'token', 'token'],
    ['type: secret, default: other', '', 'other'],
    ['type: service', '', undefined],
    ['type: service, default: shop/db', 'shop/db', undefined],
    ['type: service, default: web', 'blog/web', undefined],
    ['type: service, default: db', 'blog/db', undefined],
    ['type: service, default: ipsec/router', '', undefined],
    ['type: service, default: none/db', '', undefined],
  ])('{%s}: %j and %j', (question, shown, answer) => {
    expect(only(question)).toMatchObject({ shown });
    expect(only(question)?.answer).toBe(answer);
  });
});

describe('what the user enters is sent as', () => {
  test.each([
    ['type: string', 'a b', 'a b', 'a b'],
    ['type: string, default: a', '', '', ''],
    ['type: password', 'a\nb', 'ab', 'ab'],
    ['type: multiline', 'a\r\nb', 'a\nb', 'a\nb'],
    ['type: int, default: 3', '08', '08', '08'],
    ['type: int, default: 3', '1.5', '1.5', '1.5'],
    ['type: int, default: 3', '1,5', '', ''],
    ['type: int, default: 3', '+1', '', ''],
    ['type: int, default: 3', '1.', '', ''],
    ['type: float', '.5', '.5', '.5'],
    ['type: float', '-1e-3', '-1e-3', '-1e-3'],
    ['type: boolean', true, true, true],
    ['type: boolean, default: true', false, false, false],
    ['type: enum, options: [a, b], default: c', '', '', ''],
    ['type: enum, options: [a, b]', 'b', 'b', 'b'],
    ['type: certificate, default: api', '', '', null],
    ['type: certificate', 'site', 'site', 'site'],
    ['type: secret, default: token', '', '', null],
    ['type: service, default: db', '', '', null],
    ['type: service', 'shop/db', 'shop/db', 'shop/db'],
  ])('{%s}: %j shows %j and is sent as %j', (question, input, shown, answer) => {
    const page = enterAnswer(pageAsking(`{variable: A, ${question}}`), 0, input);
    expect(shownQuestions(page).at(0)).toMatchObject({ shown });
    expect(page.answers).toEqual([answer]);
  });
});

describe('the button of a password', () => {
  test('takes one of 89 characters for each number', () => {
    const numbers = Uint32Array.from({ length: 16 }, (_, index) => index * 6);
    expect(generatedPassword(numbers)).toBe('agmsyEKQW28%_{/b');
    expect(generatedPassword(new Uint32Array(16).fill(88))).toBe('|'.repeat(16));
    expect(generatedPassword(new Uint32Array(16).fill(89))).toBe('a'.repeat(16));
  });
});
