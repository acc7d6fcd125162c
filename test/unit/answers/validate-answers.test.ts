import { describe, expect, test } from 'vitest';
import { readAnswersFile } from '../../../src/answers/answers-file.ts';
import { parseSettings } from '../../../src/answers/setting.ts';
import { validateAnswers } from '../../../src/answers/validate-answers.ts';
import { questionsOf } from '../../../src/answers/questions.ts';
import { BlueprintLoader } from '../../../src/actions/entries/load-blueprint.ts';
import { parseSource } from '../../../src/source/parse-source.ts';

const { value: blueprint } = await new BlueprintLoader().named('redis-sentinel');
if (!blueprint) throw new Error('the blueprint did not load');
const { schema } = blueprint;

async function validate(answers: string, settings: string[] = []) {
  const text = `blueprint: redis-sentinel\nversion: 1.0.0\n${answers}`;
  const source = parseSource(text, 'a.yml').value;
  const file = source && (await readAnswersFile(source, parseSettings(settings).value ?? [])).value;
  if (!file) throw new Error('the file did not parse');
  return validateAnswers(file, schema);
}

describe('validateAnswers', () => {
  test('asks what is left open, but what is never asked', async () => {
    const { value } = await validate('answers: {replicas: 3}\n');
    expect(value?.fixed.get('replicas')).toBe(3);
    expect(value?.asked.get('sentinels')).toBe(3);
    expect([value?.asked.has('network'), value?.fixed.get('network')]).toEqual([false, 'managed']);
  });

  test('has no value when a rule is broken, and one with a warning', async () => {
    expect(await validate('answers: {quorum: 4}\n')).toMatchObject({
      value: undefined,
      diagnostics: [{ rule: 'quorum-above-sentinels' }],
    });
    const warned = await validate('answers: {sentinels: 4}\n');
    expect(warned.value).toBeDefined();
    expect(warned.diagnostics).toMatchObject([{ rule: 'sentinels-even', severity: 'warning' }]);
  });

  test('checks fixed answers and defaults together', async () => {
    const { diagnostics } = await validate('answers: {sentinels: 3}\ndefaults: {quorum: 5}\n');
    expect(diagnostics).toMatchObject([{ rule: 'quorum-above-sentinels', at: { line: 4 } }]);
  });

  test('--set wins, over a default too, and has its type from the schema', async () => {
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

  test('an answer that has no use is not asked', async () => {
    const managed = await validate('');
    const host = await validate('answers: {network: host}\n');
    expect([managed.value?.asked.has('redis_hosts'), host.value?.asked.has('redis_hosts')]).toEqual(
      [false, true],
    );
  });
});

describe('questionsOf', () => {
  test('lets the form send nothing that breaks the launch', async () => {
    const { value } = await validate('answers: {network: host}\n');
    const questions = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() });
    // Rancher puts these where a blank is an error: scale, ports, a volume's driver, the image.
    for (const name of ['replicas', 'sentinels', 'master_port', 'volume_driver', 'image']) {
      const question = questions.find(({ variable }) => variable === name);
      expect(question).toMatchObject({
        required: true,
        default: expect.stringMatching(/./) as string,
      });
    }
    const lost = questions.filter(
      (each) => each.type === 'enum' && !each.options.includes(each.default),
    );
    expect(lost).toEqual([]);
  });

  test('offers nothing that breaks a rule with what is fixed', async () => {
    const { value } = await validate('answers: {sentinels: 3}\n');
    const asked = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() });
    expect(asked.find(({ variable }) => variable === 'quorum')?.options).toEqual([
      'majority',
      '2',
      '3',
    ]);
  });

  test('offers a default that the options lack', async () => {
    const { value } = await validate('defaults: {sentinels: 4}\n');
    const question = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() }).find(
      ({ variable }) => variable === 'sentinels',
    );
    expect(question?.options).toEqual(['4', '3', '5', '7', '9']);
  });
});
