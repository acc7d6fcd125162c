import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../../src/answers/questions-of.ts';
import { schema, validate } from './validate.ts';

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
