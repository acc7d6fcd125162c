import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../../src/answers/questions-of.ts';
import { schema, validate } from './validate.ts';

describe('questionsOf', () => {
  test('restricts the form to values that launch', async () => {
    const { value } = await validate('answers: {network: host}\n');
    const questions = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() });
    // Rancher uses these where an empty value is an error: scale, ports, a volume driver, the image.
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

  test('offers no option that breaks a rule with a fixed answer', async () => {
    const { value } = await validate('answers: {sentinels: 3}\n');
    const asked = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() });
    expect(asked.find(({ variable }) => variable === 'quorum')?.options).toEqual([
      'majority',
      '2',
      '3',
    ]);
  });

  test('adds a missing default to the options', async () => {
    const { value } = await validate('defaults: {sentinels: 4}\n');
    const question = questionsOf(schema, value ?? { fixed: new Map(), asked: new Map() }).find(
      ({ variable }) => variable === 'sentinels',
    );
    expect(question?.options).toEqual(['4', '3', '5', '7', '9']);
  });
});
