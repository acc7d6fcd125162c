import { readAnswersFile } from '../../../src/answers/answers-file.ts';
import { parseSettings } from '../../../src/answers/setting.ts';
import { validateAnswers } from '../../../src/answers/validate-answers.ts';
import { BlueprintLoader } from '../../../src/actions/entries/blueprint-loader.ts';
import { parseSource } from '../../../src/source/parse-source.ts';

const { value: blueprint } = await new BlueprintLoader().named('redis-sentinel');
if (!blueprint) throw new Error('the blueprint did not load');
export const { schema } = blueprint;

/** Validates answers to the redis-sentinel blueprint. */
export async function validate(answers: string, settings: string[] = []) {
  const text = `blueprint: redis-sentinel\nversion: 1.0.0\n${answers}`;
  const source = parseSource(text, 'a.yml').value;
  const file = source && (await readAnswersFile(source, parseSettings(settings).value ?? [])).value;
  if (!file) throw new Error('the file did not parse');
  return validateAnswers(file, schema);
}
