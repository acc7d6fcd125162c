import { describe, expect, test } from 'vitest';
import { validate } from './validate.ts';

describe('validateAnswers', () => {
  test('asks for each answer that is not fixed, except those that are never asked', async () => {
    const { value } = await validate('answers: {replicas: 3}\n');
    expect(value?.fixed.get('replicas')).toBe(3);
    expect(value?.asked.get('sentinels')).toBe(3);
    expect([value?.asked.has('network'), value?.fixed.get('network')]).toEqual([false, 'managed']);
  });

  test('returns a value if a broken rule is a warning, but not if it is an error', async () => {
    expect(await validate('answers: {quorum: 4}\n')).toMatchObject({
      value: undefined,
      diagnostics: [{ rule: 'quorum-above-sentinels' }],
    });
    const warned = await validate('answers: {sentinels: 4}\n');
    expect(warned.value).toBeDefined();
    expect(warned.diagnostics).toMatchObject([{ rule: 'sentinels-even', severity: 'warning' }]);
  });

  test.for([
    ['an unknown key', '{imagee: x, quorum: 9}', ['unknown-key', 'quorum-above-sentinels']],
    ['a wrong value', '{master_port: x, quorum: 9}', ['wrong-type', 'quorum-above-sentinels']],
    ['a wrong value that it needs', '{sentinels: x, quorum: 9}', ['wrong-type']],
    ['a misspelt key that it needs', '{sentinel: 9, quorum: 9}', ['unknown-key']],
  ] as const)('checks a rule in spite of %s', async ([, answers, expected]) => {
    const { value, diagnostics } = await validate(`answers: ${answers}\n`);
    const found = diagnostics.map(({ code, rule }) => rule ?? code);
    expect([value, found]).toEqual([undefined, expected]);
  });

  test('checks a rule in spite of a default that is never asked', async () => {
    const { diagnostics } = await validate('answers: {quorum: 9}\ndefaults: {network: host}\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(['never-asked', 'rule-broken']);
  });

  test('checks fixed answers and defaults together', async () => {
    const { diagnostics } = await validate('answers: {sentinels: 3}\ndefaults: {quorum: 5}\n');
    expect(diagnostics).toMatchObject([{ rule: 'quorum-above-sentinels', at: { line: 4 } }]);
  });

  test('--set overrides answers and defaults, with the type from the schema', async () => {
    const { value } = await validate('answers: {replicas: 3}\ndefaults: {quorum: 2}\n', [
      'replicas=4',
      'quorum=3',
      'appendonly=false',
      'redis_password=010',
    ]);
    expect(
      ['replicas', 'quorum', 'appendonly', 'redis_password'].map((name) => value?.fixed.get(name)),
    ).toEqual([4, 3, false, '010']);
  });

  test('does not ask for an unused answer', async () => {
    const managed = await validate('');
    const host = await validate('answers: {network: host}\n');
    expect([managed.value?.asked.has('redis_hosts'), host.value?.asked.has('redis_hosts')]).toEqual(
      [false, true],
    );
  });
});
