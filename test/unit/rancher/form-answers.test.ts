import { describe, expect, test } from 'vitest';
import { formAnswers, isGuessed } from '../../../src/rancher/launch/form-answers.ts';
import { launch, web } from './launch-texts.ts';

const asking = (questions: string) =>
  `version: '2'\ncatalog:\n  version: 1.0.0\n  questions:\n${questions
    .split('\n')
    .map((each) => `  - {variable: A, ${each}}\n`)
    .join('')}`;

const launched = (question: string, keys = '') =>
  launch({
    'docker-compose.yml': `${web}    environment: {A: "\${A}"}\n${keys}`,
    'rancher-compose.yml': asking(question),
  });

describe('the answers of a user who changes nothing', () => {
  test.each([
    ['type: string', ''],
    ['type: string, default: a', 'a'],
    ['type: string, default: a, required: true', 'a'],
    ['type: int', ''],
    ['type: boolean', 'false'],
    ['type: boolean, required: true, default: "yes"', 'false'],
    ['type: boolean, default: "true"', 'true'],
    ['type: enum, options: [a], default: b', 'b'],
    ['type: enum, options: [a]', ''],
    ['type: service', ''],
    ['type: service, default: db', 'db'],
    ['type: secret, default: s', 's'],
    ['type: secret', ''],
    ['type: certificate', '<nil>'],
  ])('{%s} is known: %j', (question, answer) => {
    const { answers, unknownAnswers } = launched(question);
    expect([...answers, ...unknownAnswers]).toEqual([['A', answer]]);
  });

  test.each([
    'type: string, required: true',
    'type: password, required: true',
    'type: int, required: true',
    'type: enum, required: true, options: [a, b]',
    'type: service, required: true',
    'type: service, required: true, default: db',
    'type: secret, required: true',
    'type: certificate, required: true',
    'type: certificate, default: c',
  ])('{%s} is not known', (question) => {
    const { verdict, answers, unknownAnswers } = launched(question);
    expect({ verdict, unknownAnswers: [...unknownAnswers] }).toEqual({
      verdict: 'accepted',
      unknownAnswers: ['A'],
    });
    expect(answers.get('A')).not.toBe('');
  });

  test('of two questions with the same variable, the last one counts', () => {
    expect(launched('type: string, required: true\ntype: string').unknownAnswers.size).toBe(0);
    expect(launched('type: string\ntype: string, required: true').unknownAnswers.size).toBe(1);
  });

  test('a given answer is known', () => {
    const files = {
      'docker-compose.yml': web,
      'rancher-compose.yml': asking('type: string, required: true'),
    };
    const set = new Map([['A', 'x']]);
    expect(launch(files, { set }).unknownAnswers.size).toBe(0);
    expect(launch(files, { answers: set }).unknownAnswers.size).toBe(0);
  });

  test('guesses of a text can be recognized, and differ between variants', () => {
    const question = launched('type: string, required: true').block?.questions ?? [];
    const [first, other] = [formAnswers(question), formAnswers(question, 1)].map((each) =>
      each.answers.get('A'),
    );
    expect(isGuessed(first ?? '') && isGuessed(other ?? '')).toBe(true);
    expect(first).not.toBe(other);
  });
});

describe('a refusal that depends on an answer which is not known', () => {
  test.each([
    '    mem_limit: ${A}\n',
    '    read_only: {{ .Values.A }}\n',
    '    scale: ${A}\n',
    '    ports: ["${A}:80"]\n',
    '    health_check: {port: "${A}"}\n',
    '    oom_score_adj: {{ .Values.A }}\n    cpu_shares: ${A}\n',
    '    device_read_bps: {/dev/a: "${A}"}\n',
  ])('is none if an answer exists that is accepted: %j', (keys) => {
    const { verdict, apiErrors } = launched('type: string, required: true', keys);
    expect({ verdict, apiErrors }).toEqual({ verdict: 'accepted', apiErrors: [] });
  });

  test('is none if each of two answers needs another form', () => {
    const { verdict } = launch({
      'docker-compose.yml': `${web}    mem_limit: \${A}\n    read_only: {{ .Values.B }}\n`,
      'rancher-compose.yml': asking('type: string, required: true').replace(
        '  - {',
        '  - {variable: B, required: true}\n  - {',
      ),
    });
    expect(verdict).toBe('accepted');
  });

  test.each(['    privileged: ${A}\n', '    nothing: ${A}\n', '    command: ${A\n'])(
    'stays if no answer helps: %j',
    (keys) => {
      const { verdict, error } = launched('type: string, required: true', keys);
      expect(verdict).toBe('rejected');
      expect(error).not.toBeNull();
    },
  );
});
