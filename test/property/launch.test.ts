import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../src/answers/questions-of.ts';
import type { Answers, Question } from '../../src/model/answers.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { loadBlueprint, renderAnswers, versionFiles } from '../support/render.ts';
import { anyText, someAnswers, type SomeAnswers } from './arbitraries.ts';

const runs = process.env.CI === 'true' ? 500 : 100;

/** Anything that Rancher's form can send for a question: it checks only presence. */
function formAnswer(question: Question): fc.Arbitrary<string> {
  const blank = question.required ? [] : [fc.constant('')];
  if (question.type === 'boolean') return fc.constantFrom('true', 'false');
  if (question.type === 'enum') return fc.constantFrom(...question.options);
  // A number field accepts what a browser parses as a number.
  if (question.type === 'int')
    return fc.oneof(fc.integer({ min: 1, max: 1e9 }).map(String), ...blank);
  return fc.oneof(
    anyText.filter((text) => text !== ''),
    ...blank,
  );
}

const form = (questions: readonly Question[]): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(questions.map((question) => [question.variable, formAnswer(question)])),
  );

describe('Rancher launches', () => {
  test('any valid answers with any input that its form accepts', { timeout: 300_000 }, async () => {
    const blueprint = await loadBlueprint('redis-sentinel');
    const entries = someAnswers.chain((given: SomeAnswers) =>
      fc.tuple(
        fc.constant(given),
        form(questionsOf(blueprint.schema, asIfAllAsked(given, blueprint.schema.specs))),
      ),
    );
    await fc.assert(
      fc.asyncProperty(entries, async ([given, sent]) => {
        const { files, answers } = await renderAnswers('redis-sentinel', given);
        const asked = new Set(answers.asked.keys());
        const environment = new Map(Object.entries(sent).filter(([name]) => asked.has(name)));
        const launch = launchVersion(versionFiles(files), { answers: environment });
        expect({ verdict: launch.verdict, error: launch.error, given, sent }).toMatchObject({
          verdict: 'accepted',
        });
        expect(launch.undefinedVariables).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('no blank where a number is needed, which is why it is required', async () => {
    const { files } = await renderAnswers('redis-sentinel', { answers: {}, defaults: {} });
    const launch = launchVersion(versionFiles(files), { set: new Map([['replicas', '']]) });
    expect(launch).toMatchObject({ verdict: 'rejected', stage: 'merge:rancher-compose.yml' });
  });
});

/** All answers as questions, so that each has an input. Fixed answers are removed later. */
function asIfAllAsked(
  given: SomeAnswers,
  specs: ReadonlyMap<string, { name: string; default: unknown }>,
): Answers {
  const asked = new Map(
    [...specs.values()].map((spec) => [
      spec.name,
      (given.defaults[spec.name] ?? spec.default) as string,
    ]),
  );
  return { asked, fixed: new Map() };
}
