import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../src/rancher/form/answer.ts';
import type { PanelInput } from '../../../src/preview/panels.ts';
import { asking, config, input, panelsOf, previewOf } from './preview-texts.ts';

const web = "version: '2'\nservices: {web: {image: nginx}}\n";

const notes = (question: string, environment: Environment, more: Partial<PanelInput> = {}) =>
  panelsOf(`{variable: A, ${question}}`, web, environment, more).untold.map(
    ({ kind, variable, message }) => `${variable ?? '-'} ${kind}: ${message}`,
  );

describe('about a question', () => {
  test.each([
    [
      'type: service, default: db',
      undefined,
      'A default-not-sent: shop/db is shown, but not sent; if nothing is chosen, the launcher uses the default as it is: db',
    ],
    [
      'type: service, default: shop/db, required: true',
      undefined,
      'A default-not-sent: shop/db is shown, but not sent; the form refuses to launch until a service is chosen',
    ],
    [
      'type: service, default: other',
      undefined,
      'A default-not-sent: the default other is not in the list; if nothing is chosen, the launcher uses the default as it is: other',
    ],
    [
      'type: certificate',
      null,
      'A nothing-chosen: nothing is chosen; the compose file gets the text <nil>',
    ],
    [
      'type: enum, options: [a], default: b',
      'b',
      'A sent-unseen: the form shows the prompt, but sends b',
    ],
    [
      'type: secret, default: gone',
      'gone',
      'A sent-unseen: the form shows the prompt, but sends gone',
    ],
    [
      'type: int, default: three',
      'three',
      'A sent-unseen: the form shows an empty box, but sends three',
    ],
    [
      'type: boolean, required: true',
      false,
      'A required-ignored: required has no effect: False is accepted, and one of the two is always chosen',
    ],
    [
      'type: string, required: true',
      '  ',
      'A blank-accepted: an answer of blanks counts as an answer',
    ],
  ])('{%s} with %j: %s', (question, answer, note) => {
    expect(notes(question, { A: answer })).toEqual([note]);
  });

  test.each([
    ['type: service, default: db', 'shop/db'],
    ['type: service', undefined],
    ['type: certificate', 'site'],
    ['type: enum, options: [a], default: b', 'a'],
    ['type: enum, options: [a], default: b', ''],
    ['type: int', '3'],
    ['type: boolean', true],
    ['type: string, required: true', ' a'],
    ['type: password', 'a$b'],
  ])('{%s} with %j: nothing', (question, answer) => {
    expect(notes(question, { A: answer })).toEqual([]);
  });

  test.each([
    ['type: int, min: 2', '1', '1 is below min 2'],
    ['type: int, max: 3', '4', '4 is above max 3'],
    ['type: float, min: -1', '-1.5', '-1.5 is below min -1'],
    ['type: string, min_length: 3', 'ab', '2 characters are fewer than min_length 3'],
    ['type: string, max_length: 1', 'ab', '2 characters are more than max_length 1'],
  ])('{%s} with %j: its limit is broken', (question, answer, words) => {
    expect(notes(question, { A: answer })).toEqual([
      `A limit-broken: ${words}, but is sent`,
      '- not-checked: limits are not checked: A',
    ]);
  });

  test.each([
    ['type: int, min: 2, max: 4', '4', ['not-checked: limits are not checked: A']],
    ['type: int, min: 2', '', ['not-checked: limits are not checked: A']],
    ['valid_chars: a-z', '1', ['not-checked: limits are not checked: A']],
    ['group: Advanced', '1', ['group-ignored: groups are not shown: A']],
  ])('{%s} with %j: what has no effect', (question, answer, found) => {
    expect(notes(question, { A: answer })).toEqual(found.map((note) => `- ${note}`));
  });

  test('a service that is stored is sent, although the default is shown until the user chooses', () => {
    const question = 'type: service, default: db';
    expect(notes(question, { A: 'blog/web' }, { touched: [] })).toEqual([
      'A sent-unseen: the form shows shop/db, but sends blog/web',
    ]);
    expect(notes(question, { A: 'shop/db' }, { touched: ['A'] })).toEqual([]);
  });

  test('a password in a template can be interpreted by it', () => {
    const { untold } = panelsOf(
      '{variable: A, type: password}\n{variable: B, type: password}',
      `version: '2'\nservices: {web: {image: nginx, environment: {A: '{{ .Values.A }}', B: "\${B}"}}}\n`,
      { A: 'x', B: 'y' },
    );
    expect(untold.map(({ kind, variable }) => [kind, variable])).toEqual([
      ['dollar-in-template', 'A'],
    ]);
  });
});

describe('about the page', () => {
  const kinds = (texts: Readonly<Record<string, string>>, environment: Environment = { A: 'a' }) =>
    previewOf({
      '0/docker-compose.yml': web,
      '0/rancher-compose.yml': asking('{variable: A, default: a}'),
      ...texts,
    })
      .panels(input(environment))
      .untold.map(({ kind }) => kind);

  const other = { '1/rancher-compose.yml': asking('{variable: A}', '1.1.0') };

  test.each([
    ['nothing', {}, { A: 'a' }, []],
    ['answers are lost with another version', other, { A: 'b' }, ['answers-lost']],
    ['they are not before one is entered', other, { A: 'a' }, []],
    ['there is no other version', {}, { A: 'b' }, []],
    ['the description is hidden', { '0/README.md': '# X\n' }, { A: 'a' }, ['description-hidden']],
    [
      'there is no description',
      { 'config.yml': 'name: X\nversion: 1.0.0\n', '0/README.md': '# X\n' },
      { A: 'a' },
      [],
    ],
    [
      'a table is text',
      { '0/README.md': 'a | b\n--- | :---:\n1 | 2\n' },
      { A: 'a' },
      ['description-hidden', 'table-not-drawn'],
    ],
    ['a rule is not a table', { '0/README.md': 'a\n---\n' }, { A: 'a' }, ['description-hidden']],
    [
      'the default version does not exist',
      { 'config.yml': config.replace('1.0.0', '2.0.0') },
      { A: 'a' },
      ['no-version-chosen'],
    ],
    ['config.yml has no version', { 'config.yml': 'name: X\n' }, { A: 'a' }, ['no-version-chosen']],
    ['a template wins', { '0/docker-compose.yml.tpl': web }, { A: 'a' }, ['other-file']],
    ['an empty template does not', { '0/docker-compose.yml.tpl': '' }, { A: 'a' }, []],
  ])('%s', (_when, texts, environment, found) => {
    expect(kinds(texts, environment)).toEqual(found);
  });

  test('services that are not started are placed nowhere', () => {
    expect(notes('default: a', { A: 'a' }, { startOnCreate: false })).toEqual([
      '- not-started: the services are created, but no container is placed on a host',
    ]);
  });
});
